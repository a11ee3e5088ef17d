import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'

import type { Tenant } from '../test-server.ts'
import { goOn, type ConsoleUnderTest } from './console-under-test.ts'
import { holdBack } from './hold-back.ts'
import { createStewardTenant, stewardMapping } from './steward-tenant.ts'
import { writeMapping } from './write-mapping.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const go = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'All pages' }).getByRole('link', { name, exact: true }).click()

/** The pages that show a list, or whether there is something at all. */
const lists = [
  ['/overview', 'Overview'],
  ['/mapping/versions', 'Versions of the mapping'],
  ['/people', 'People'],
  ['/groups', 'Groups'],
  ['/teams', 'Teams'],
  ['/log', 'Log'],
  ['/holds', 'Holds'],
  ['/keys', 'Keys'],
  ['/sso', 'Single sign-on'],
  ['/settings/clients', 'Provider clients'],
  ['/settings/webhooks', 'Webhooks'],
  ['/settings/audit', 'Audit'],
  ['/settings/plugins', 'Plugins'],
] as const

async function createCrowd(console: ConsoleUnderTest, size: number): Promise<Tenant> {
  const tenant = await console.server.createTenant()
  const numbers = Array.from({ length: size }, (_, index) => String(index).padStart(2, '0'))
  await Promise.all(
    numbers.map((number) => tenant.provider('POST', '/Users', { userName: `p${number}@example.com`, active: true })),
  )
  return tenant
}

/** Answers that take long, come in another order, or don't come at all. */
export function describeSlowNetwork(started: () => ConsoleUnderTest): void {
  describe('a slow network', () => {
    it('sends once what is pressed twice', async () => {
      const tenant = await createCrowd(started(), 51)
      const { page, context } = await started().openAs(tenant, '/log')
      const devtools = await context.newCDPSession(page)
      const slow = { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 20_000 }
      await devtools.send('Network.emulateNetworkConditions', slow)
      const sent: string[] = []
      page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`))
      const more = page.getByRole('button', { name: 'Show more' })
      await page.getByLabel('Live').uncheck()
      sent.length = 0
      await more.dblclick()
      await more.waitFor({ state: 'detached' })
      expect(sent).toEqual(['GET /api/provisioning-log'])
      await go(page, 'Teams')
      await page.getByRole('button', { name: 'New team' }).click()
      await page.getByRole('dialog').getByLabel('Id').fill('sales')
      await page.getByRole('dialog').getByRole('button', { name: 'Create' }).dblclick()
      await page.getByRole('rowheader', { name: 'sales' }).waitFor()
      expect(sent.filter((request) => request.startsWith('PUT'))).toEqual(['PUT /api/teams/sales'])
      await context.close()
    })

    it('has each page say that it loads, and nothing else about what is to come', async () => {
      const tenant = await createStewardTenant(started().server)
      const { page, context, complaints } = await started().openAs(tenant, '/settings')
      await heading(page, 'Settings').waitFor()
      const answers = await holdBack(page, /\/api\/(?!session)/)
      for (const [path, name] of lists) {
        await goOn(page, path)
        await heading(page, name).waitFor()
        const said = page.getByRole('main').getByRole('status').filter({ hasText: 'Loading' })
        await expect.poll(async () => [path, await said.count()]).toEqual([path, 1])
        expect([path, await page.locator('main .empty, main table').count()]).toEqual([path, 0])
      }
      const top = (await heading(page, 'Plugins').boundingBox())?.y
      await answers.release()
      await page.getByText('group-roles').first().waitFor()
      expect((await heading(page, 'Plugins').boundingBox())?.y).toBe(top)

      await tenant.owner('POST', '/api/oauth/clients', { displayName: 'Entra', secret: { name: 'first' } })
      await page.unrouteAll()
      const clients = await holdBack(page, '**/api/oauth/clients')
      await page.goto('/settings/danger')
      const stop = page.getByRole('button', { name: 'Stop provisioning…' })
      await stop.waitFor()
      await expect.poll(clients.waiting).toBe(1)
      expect(await stop.isDisabled()).toBe(true)
      await clients.release()
      await stop.click()
      await page.getByRole('dialog').getByText('Entra').waitFor()
      expect(complaints).toEqual([])
      await context.close()
    })

    it('brings nobody back to the page that one has left with a search half typed', async () => {
      const tenant = await createStewardTenant(started().server)
      const { page, context } = await started().openAs(tenant, '/people')
      await page.getByRole('link', { name: 'ann@example.com' }).waitFor()
      await page.clock.install()
      const files = await holdBack(page, /\/assets\/groups-page-.*\.js$/)
      await page.getByPlaceholder('Search by name').fill('ann')
      await go(page, 'Groups')
      await expect.poll(files.waiting).toBe(1)
      await page.clock.runFor(1_000)
      await files.release()
      await page.getByRole('link', { name: 'stewards' }).waitFor()
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/groups')
      await context.close()
    })

    it('shows no answer that comes late in the place of the one that was asked for last', async () => {
      const tenant = await createStewardTenant(started().server)
      await tenant.provider('POST', '/Users', { userName: 'bob@example.com', active: true })
      const { page, context } = await started().openAs(tenant, '/people')
      const link = (name: string) => page.getByRole('main').getByRole('link', { name })
      await link('bob@example.com').waitFor()
      // Another filter, and another person.
      const filtered = await holdBack(page, '**/api/organization/members?*search=ann*')
      await page.getByPlaceholder('Search by name').fill('ann')
      await expect.poll(filtered.waiting).toBe(1)
      await page.getByPlaceholder('Search by name').fill('bob')
      await link('bob@example.com').waitFor()
      await filtered.release()
      expect(await link('ann@example.com').count()).toBe(0)
      const ann = await holdBack(page, '**/api/organization/members/ann%40example.com')
      await goOn(page, '/people/ann%40example.com')
      await expect.poll(ann.waiting).toBe(1)
      await goOn(page, '/people/bob%40example.com')
      await page.getByRole('heading', { name: 'Roles in force', exact: true }).waitFor()
      await ann.release()
      await heading(page, 'bob@example.com').waitFor()
      expect(await link('sales').count()).toBe(0)
      // Of somebody who is not there nothing is shown, and nothing of who was looked at before.
      await goOn(page, '/people/ann%40example.com')
      await link('sales').first().waitFor()
      await goOn(page, '/people/nobody%40example.com')
      await page.getByText('There is no member').waitFor()
      expect(await link('sales').count()).toBe(0)

      // A look that began before a change, and comes back after it.
      await tenant.owner('POST', '/api/webhooks', { displayName: 'Alarm', url: 'https://a.example.com' })
      await page.clock.install()
      await go(page, 'Settings')
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Webhooks' }).click()
      await page.getByRole('heading', { name: 'Alarm' }).waitFor()
      const looks = await holdBack(page, '**/api/webhooks')
      await page.clock.runFor(10_000)
      await expect.poll(looks.waiting).toBe(1)
      await page.unrouteAll()
      await page.getByRole('button', { name: 'Delete…' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
      await page.getByText('No webhook yet.').waitFor()
      await looks.release()
      expect(await page.getByRole('heading', { name: 'Alarm' }).count()).toBe(0)
      await context.close()
    })

    it('brings no draft back that was discarded while its plan was being made', async () => {
      const tenant = await createStewardTenant(started().server)
      const { page, context } = await started().openAs(tenant, '/mapping')
      await page.locator('.cm-content', { hasText: 'Steward' }).waitFor()
      await writeMapping(page, stewardMapping('Editor'))
      const plans = await holdBack(page, '**/api/settings/scim-mapping/plan', 'POST')
      await page.getByRole('button', { name: 'See what it changes' }).click()
      await expect.poll(plans.waiting).toBe(1)
      await page.getByRole('button', { name: 'Discard…' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click()
      await page.locator('.cm-content', { hasText: 'Steward' }).waitFor()
      await plans.release()
      expect(await page.getByText('not applied').count()).toBe(0)
      await context.close()
    })
  })

  describe('a connection that is cut', () => {
    it('is said where one has pressed, and keeps what is typed and who is signed in', async () => {
      const tenant = await createStewardTenant(started().server)
      const { page, context, complaints } = await started().openAs(tenant, '/teams')
      await page.getByRole('button', { name: 'New team' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Id').fill('design')
      await page.route('**/api/**', (route) =>
        route.request().method() === 'GET' ? route.continue() : route.abort('connectionreset'),
      )
      await dialog.getByRole('button', { name: 'Create' }).click()
      await dialog.getByText('The server did not answer. Whether it has done this').waitFor()
      expect(await dialog.getByLabel('Id').inputValue()).toBe('design')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByText('The server can not be reached').waitFor()
      expect(complaints.filter((complaint) => complaint.startsWith('uncaught'))).toEqual([])
      await page.unrouteAll()
      await page.getByRole('button', { name: 'New team' }).click()
      await dialog.getByRole('button', { name: 'Create' }).click()
      await page.getByRole('rowheader', { name: 'design' }).waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByLabel('Owner key').waitFor()
      await context.close()
    })
  })
}
