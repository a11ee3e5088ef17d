import { startOpenIdProvider, type OpenIdProvider } from '@rolecall/testkit/openid-provider'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import type { Tenant } from '../test-server.ts'
import { openPage } from './browser.ts'
import { signIn, startConsole, type ConsoleUnderTest } from './console-under-test.ts'
import { lookAt } from './look-at.ts'

vi.setConfig({ testTimeout: 60_000 })

let console: ConsoleUnderTest
let provider: OpenIdProvider
beforeAll(async () => {
  console = await startConsole()
  provider = await startOpenIdProvider()
}, 120_000)
afterAll(async () => {
  await provider.close()
  await console.close()
})

/** The console by another name than the provider's, so that the two are different sites for a browser. */
const site = () => console.server.url.replace('127.0.0.1', 'localhost')

async function createTenant(): Promise<Tenant> {
  const tenant = await console.server.createTenant()
  for (const name of ['ann', 'max'])
    await tenant.provider('POST', '/Users', {
      userName: `${name}@example.com`,
      externalId: `oid-${name}`,
      active: true,
    })
  await tenant.owner('PUT', '/api/organization/members/ann@example.com', { role: 'Owner' })
  return tenant
}

/** An owner makes the connection, and types into the provider what the page shows. */
async function connect(page: Page, tenant: Tenant): Promise<void> {
  await page.goto('/sso')
  await signIn(page, tenant.ownerKey)
  await page.getByText('No connection yet').waitFor()
  await page.getByRole('button', { name: 'New connection' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Issuer').fill(provider.issuer)
  await dialog.getByLabel('Client id').fill('console')
  await dialog.getByLabel('Client secret').fill('a secret')
  await lookAt(page, 'new-connection')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByText('opens the console').waitFor()
  await lookAt(page, 'connection')
  const valueOf = (label: string) => page.getByLabel(label, { exact: true }).inputValue()
  provider.register({
    clientId: 'console',
    clientSecret: 'a secret',
    redirectUri: await valueOf('Redirect URI'),
    postLogoutRedirectUri: await valueOf('Sign-out redirect URI'),
    backChannelLogoutUri: await valueOf('Back-channel logout URI'),
  })
}

it('lets an Owner in by the identity provider, out again there, too, and refuses others with a sentence', async () => {
  const tenant = await createTenant()
  const { context, complaints, page } = await openPage(console.browser, site())
  await connect(page, tenant)
  await page.getByRole('navigation', { name: 'All pages' }).getByRole('button', { name: 'Sign out' }).click()

  provider.person = 'ann'
  await page.getByLabel('Sign-in link or id of your organization').fill(tenant.organizationId)
  await page.getByRole('button', { name: 'Continue with single sign-on' }).click()
  await page.getByText('Signed in as ann@example.com').last().waitFor()
  expect(new URL(page.url()).pathname).toBe('/sso')
  await page.getByRole('button', { name: 'New connection' }).waitFor()

  await page.getByRole('navigation', { name: 'All pages' }).getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(new URL(page.url()).origin).toBe(site())

  provider.person = 'max'
  await page.getByRole('button', { name: 'Continue with single sign-on' }).click()
  await page.getByText('only its Owners may use the console').waitFor()
  await lookAt(page, 'sign-in-refused')
  await page.reload()
  await page.getByLabel('Owner key').waitFor()
  expect(await page.getByText('only its Owners may use the console').count()).toBe(0)
  expect(complaints.filter((text) => !text.includes(provider.issuer))).toEqual([])
  await context.close()
})
