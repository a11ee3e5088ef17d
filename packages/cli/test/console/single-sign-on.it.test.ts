import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { eachDatabase } from '@rolecall/testkit/test-databases'
import { startOpenIdProvider, type OpenIdProvider } from '@rolecall/testkit/openid-provider'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import { createRolecall } from '../../src/embed/create-rolecall.ts'
import { send, type Tenant } from '../test-server.ts'
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
async function connect(page: Page, { ownerKey }: Pick<Tenant, 'ownerKey'>, mount = ''): Promise<void> {
  const clientId = `console-of${mount.replaceAll('/', '-')}`
  await page.goto(`${mount}/sso`)
  await signIn(page, ownerKey)
  await page.getByText('No connection yet').waitFor()
  await page.getByRole('button', { name: 'New connection' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Issuer').fill(provider.issuer)
  await dialog.getByLabel('Client id').fill(clientId)
  await dialog.getByLabel('Client secret').fill('a secret')
  await lookAt(page, 'new-connection')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByText('opens the console', { exact: true }).waitFor()
  await lookAt(page, 'connection')
  const valueOf = (label: string) => page.getByLabel(label, { exact: true }).inputValue()
  provider.register({
    clientId,
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

/** A product that has Rolecall below a path, and pages of its own beside. */
async function startProduct(mount: string) {
  const [sqlite] = eachDatabase
  if (sqlite === undefined) throw new Error('there is no database to test with')
  const database = await sqlite.create()
  const rolecall = await createRolecall({
    database: database.url,
    path: mount,
    ssoSecret: 'a secret of this product',
    outbound: { allow: ['127.0.0.1'] },
    log: 'silent',
  })
  const http = createServer((request, response) => {
    if (request.url?.startsWith(`${mount}/`) === true) return rolecall.handler(request, response)
    response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end()
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    // By another name than the provider's, so that the two are different sites for a browser.
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    rolecall,
    async close() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      await rolecall.close()
      await database.drop()
    },
  }
}

it('is below any path of a product: its files, its API, its links, the guides, and the way back from the provider', async () => {
  const mount = '/a/b.c'
  const product = await startProduct(mount)
  const { id } = await product.rolecall.organizations.create({ name: 'Acme' })
  const own = product.rolecall.organization(id)
  const { key: ownerKey } = await own.keys.create({ displayName: 'Owner', scopes: ['organization'] })
  const { key: secretToken } = await own.keys.create({ displayName: 'Provider', scopes: ['scim'] })
  const ann = { userName: 'ann@example.com', externalId: 'oid-ann', active: true }
  await send(secretToken, 'POST', `${product.url}${mount}/api/scim/v2/Users`, ann)
  await own.members.setRole('ann@example.com', 'Owner')
  const { context, page } = await openPage(console.browser, product.url)
  const strays: string[] = []
  page.on('response', (response) => {
    const { origin, pathname } = new URL(response.url())
    if (origin === product.url && (!pathname.startsWith(`${mount}/`) || response.status() === 404))
      strays.push(pathname)
  })
  await connect(page, { ownerKey }, mount)
  for (const place of ['Overview', 'People', 'Mapping', 'Log', 'Set up']) {
    await page.getByRole('navigation', { name: 'All pages' }).getByRole('link', { name: place, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: place }).waitFor()
  }
  expect(new URL(page.url()).pathname).toBe(`${mount}/setup`)
  const guide = page.waitForEvent('popup')
  await page.getByRole('link', { name: /^Learn more about step 1/ }).click()
  expect(new URL((await guide).url()).pathname).toBe(`${mount}/docs/entra`)
  await (await guide).getByRole('heading', { level: 1 }).waitFor()

  await page.goto(`${mount}/groups`)
  await page.getByRole('navigation', { name: 'All pages' }).getByRole('button', { name: 'Sign out' }).click()
  provider.person = 'ann'
  await page.getByLabel('Sign-in link or id of your organization').fill(id)
  await page.getByRole('button', { name: 'Continue with single sign-on' }).click()
  await page.getByText('Signed in as ann@example.com').last().waitFor()
  expect(new URL(page.url()).pathname).toBe(`${mount}/groups`)
  await context.clearCookies()
  await page.goto((await own.createSignInLink()).url)
  await page.getByText('good once').waitFor()
  await page.getByRole('link', { name: 'Rolecall, start page' }).click()
  await page.waitForURL(`**${mount}/setup`)
  expect(strays).toEqual([])
  await context.close()
  await product.close()
})
