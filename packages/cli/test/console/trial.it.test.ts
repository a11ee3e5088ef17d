import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { revertMapping } from '@rolecall/core/mapping/revert-mapping'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

import { send, type Tenant } from '../test-server.ts'
import { findViolations } from './browser.ts'
import { startConsole, type ConsoleUnderTest } from './console-under-test.ts'
import { lookAt } from './look-at.ts'
import { createStewardTenant, stewardMapping } from './steward-tenant.ts'
import { tabTo } from './tab-to.ts'
import { writeMapping } from './write-mapping.ts'

vi.setConfig({ testTimeout: 60_000 })

let console: ConsoleUnderTest
beforeAll(async () => (console = await startConsole()), 120_000)
afterEach(() => console.server.setTime(null))
afterAll(() => console.close())

const settings = '/api/settings/scim-mapping'

/** Applies a mapping for ten minutes, as somebody else does. */
async function tryOut(tenant: Tenant, role: string): Promise<void> {
  const plan = await send(tenant.ownerKey, 'POST', `${console.server.url}${settings}/plan`, stewardMapping(role), {
    'content-type': 'application/yaml',
  })
  const { planId } = plan.body as { planId: string }
  await tenant.owner('POST', `${settings}/apply`, { planId, commitWithin: '10m' })
}

const newest = async (tenant: Tenant) =>
  ((await tenant.owner('GET', `${settings}/versions?limit=1`)).body as readonly Record<string, unknown>[])[0]
const rolesOfAnn = async (tenant: Tenant) =>
  ((await tenant.owner('GET', '/api/organization/members/ann@example.com')).body as { teams: readonly object[] }).teams
const go = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'All pages' }).getByRole('link', { name, exact: true }).click()
const banner = (page: Page, name = 'Mapping on trial') => page.getByRole('region', { name, exact: true })

/** Lets the page believe that the server's clock says so. */
async function setServerClock(page: Page, minutesAhead: number): Promise<void> {
  await page.route('**/api/settings/scim-mapping/versions?limit=1', async (route) => {
    const response = await route.fetch()
    const date = new Date(Date.now() + minutesAhead * 60_000).toUTCString()
    await route.fulfill({ response, headers: { ...response.headers(), date } })
  })
}

describe('a mapping that undoes itself unless it is kept', () => {
  it('can be kept from every page, by keyboard too, until it is', async () => {
    const tenant = await createStewardTenant(console.server)
    const { page, context, complaints } = await console.openAs(tenant, '/mapping')
    await page.locator('.cm-content').waitFor()
    await writeMapping(page, stewardMapping('Editor'))
    await page.getByRole('button', { name: 'See what it changes' }).click()
    await page.getByRole('button', { name: 'Apply…' }).click()
    await page.getByRole('dialog').getByLabel('Undo it by itself').check()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click()
    await page.getByText('Version 2 is in force.').waitFor()
    await banner(page).getByText('It goes back to version 1 in').waitFor()
    await lookAt(page, 'trial')

    for (const place of ['People', 'Groups', 'Teams', 'Panels', 'Log', 'Holds', 'Keys', 'Set up']) {
      await go(page, place)
      await page.getByRole('heading', { level: 1, name: place }).waitFor()
      expect(await banner(page).getByRole('timer').textContent()).toMatch(/^(10:00|9:\d\d)$/)
      expect(await banner(page).getByRole('button', { name: 'Undo now' }).count()).toBe(1)
    }
    await page.goto('/people/ann%40example.com')
    await banner(page).waitFor()
    await tabTo(page, 'Keep it')
    await page.keyboard.press('Enter')
    await page.getByText('Version 2 of the mapping stays.').waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Version 2 of the mapping stays.')
    expect(await newest(tenant)).toMatchObject({ version: 2, confirmBy: null })
    expect(await findViolations(page)).toEqual([])
    await go(page, 'Log')
    await page.getByRole('heading', { level: 1, name: 'Log' }).waitFor()
    expect(await page.locator('.banner').count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('can be undone from every page, after a rollback as well', async () => {
    const tenant = await createStewardTenant(console.server)
    await tenant.putMapping(stewardMapping('Editor'))
    const { page, context, complaints } = await console.openAs(tenant, '/mapping/versions?version=1')
    await page.getByRole('button', { name: 'See what going back to version 1 changes' }).click()
    await page.getByText('1 gained').waitFor()
    await page.getByRole('button', { name: 'Roll back…' }).click()
    await page.getByRole('dialog').getByLabel('Undo it by itself').check()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click()
    await banner(page).getByText('Version 3 of the mapping is on trial.').waitFor()
    const versions = page.getByRole('list', { name: 'Versions' })
    await versions.getByText('on trial').waitFor()
    await go(page, 'Mapping')
    await page.locator('.cm-content', { hasText: 'Steward' }).waitFor()
    // What is said is why the last of the two did not work, and not the other one.
    await page.route('**/scim-mapping/confirm', (route) => route.fulfill({ status: 429, json: { detail: 'Too many' } }))
    await page.route('**/scim-mapping/undo', (route) => route.fulfill({ status: 409, json: { detail: 'A stop' } }), {
      times: 1,
    })
    await banner(page).getByRole('button', { name: 'Keep it' }).click()
    await banner(page).getByText('Too many').waitFor()
    await banner(page).getByRole('button', { name: 'Undo now' }).click()
    await banner(page).getByText('A stop').waitFor()
    complaints.length = 0
    await banner(page).getByRole('button', { name: 'Undo now' }).click()
    await page.getByText('Version 3 of the mapping is taken back, by version 4.').waitFor()
    await page.locator('.cm-content', { hasText: 'Editor' }).waitFor()
    expect(await rolesOfAnn(tenant)).toMatchObject([{ teamId: 'sales', role: 'Editor' }])
    await page.getByRole('link', { name: 'Versions' }).click()
    await versions.getByRole('listitem').nth(0).getByText('back to version 2').waitFor()
    await versions.getByRole('listitem').nth(1).getByText('taken back', { exact: true }).waitFor()
    expect(await page.locator('.banner').count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('that nobody has kept says so on every page until somebody has read it, and in the list of versions', async () => {
    const tenant = await createStewardTenant(console.server)
    await tryOut(tenant, 'Editor')
    const { page, context, complaints } = await console.openAs(tenant, '/log')
    await page.clock.install()
    await page.reload()
    await banner(page).waitFor()
    console.server.setTime(new Date(Date.now() + 11 * 60_000).toISOString())
    await runDueJobs(console.server.services, [revertMapping])
    await page.clock.fastForward(6_000)
    const notice = banner(page, 'Mapping taken back')
    await notice.getByText('Version 2 of the mapping was taken back by itself').waitFor()
    await notice.getByText('Version 1 is in force again, as version 3.').waitFor()
    await lookAt(page, 'trial-over')
    await go(page, 'Keys')
    await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor()
    await notice.getByRole('link', { name: 'See what was taken back' }).click()
    await page.getByText('It was on trial and nobody kept it').waitFor()
    const versions = page.getByRole('list', { name: 'Versions' })
    await versions.getByRole('link', { name: /^Version 2 taken back by itself/ }).waitFor()
    await versions.getByRole('link', { name: /^Version 3 in force .* by itself, back to version 1/ }).waitFor()
    await lookAt(page, 'trial-versions')
    await notice.getByRole('button', { name: 'Dismiss' }).click()
    await notice.waitFor({ state: 'detached' })
    await page.reload()
    await versions.waitFor()
    expect(await page.locator('.banner').count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('ends by the clock of the server, be that of the browser right or wrong', async () => {
    const tenant = await createStewardTenant(console.server)
    await tryOut(tenant, 'Editor')
    const { page, context, complaints } = await console.openAs(tenant, '/people')
    await page.clock.install({ time: Date.now() + 3 * 3_600_000 })
    await page.reload()
    await banner(page)
      .getByRole('timer')
      .getByText(/^(10:00|9:\d\d)$/)
      .waitFor()
    await setServerClock(page, 9.5)
    await page.reload()
    await banner(page)
      .getByRole('timer')
      .getByText(/^0:\d\d$/)
      .waitFor()
    await page.getByText('Less than a minute is left to keep version 2 of the mapping.').waitFor()
    await setServerClock(page, 10.5)
    await page.reload()
    await banner(page).getByText('Its time is over, and it is being taken back.').waitFor()
    expect(await banner(page).getByRole('button', { name: 'Keep it' }).count()).toBe(0)
    await setServerClock(page, 12)
    await page.reload()
    await banner(page).getByText('the server has not taken it back yet').waitFor()
    expect(await findViolations(page)).toEqual([])
    await banner(page).getByRole('button', { name: 'Undo now' }).click()
    await page.getByText('Version 2 of the mapping is taken back, by version 3.').waitFor()
    expect(await rolesOfAnn(tenant)).toMatchObject([{ role: 'Steward' }])
    expect(complaints).toEqual([])
    // What is on its way through a route when the page closes has nobody to answer.
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await context.close()
  })

  it('is nothing that a key which may only read is asked about', async () => {
    const tenant = await createStewardTenant(console.server)
    await tryOut(tenant, 'Editor')
    const made = await tenant.owner('POST', '/api/api-keys', { displayName: 'r', scopes: ['organization_read'] })
    const { key } = made.body as { key: string }
    const { page, context, complaints } = await console.openAs({ ...tenant, ownerKey: key }, '/people')
    await page.locator('main table tbody tr').first().waitFor()
    expect([await page.locator('.banner').count(), complaints]).toEqual([0, []])
    await context.close()
  })
})
