import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { findViolations } from './browser.ts'
import { signIn, startConsole, type ConsoleUnderTest } from './console-under-test.ts'
import { lookAt } from './look-at.ts'
import { createStewardTenant, stewardMapping } from './steward-tenant.ts'
import { writeMapping } from './write-mapping.ts'

vi.setConfig({ testTimeout: 60_000 })

let console: ConsoleUnderTest
beforeAll(async () => (console = await startConsole()), 120_000)
afterAll(() => console.close())

const navigation = (page: Page) => page.getByRole('navigation', { name: 'All pages' })
const go = (page: Page, name: string | RegExp) => navigation(page).getByRole('link', { name }).click()
const marker = (page: Page) => navigation(page).getByText('not applied')
const editorWith = (page: Page, text: string) => page.locator('.cm-content', { hasText: text })
const asked = (page: Page) => page.getByRole('dialog', { name: 'Your draft of the mapping is not applied' })

describe('a draft of the mapping', () => {
  it('is kept with its plan when one looks elsewhere, and applied when one is back', async () => {
    const tenant = await createStewardTenant(console.server)
    const { page, context, complaints } = await console.openAs(tenant, '/mapping')
    await editorWith(page, 'Steward').waitFor()
    expect(await marker(page).count()).toBe(0)
    await writeMapping(page, stewardMapping('Editor'))
    await marker(page).waitFor()
    await page.getByRole('button', { name: 'See what it changes' }).click()
    await page.getByText('1 gained').waitFor()

    await go(page, 'People')
    await asked(page).getByText('It is kept in this browser').waitFor()
    await lookAt(page, 'draft-leave')
    await page.keyboard.press('Escape')
    await asked(page).waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1, name: 'Mapping' }).waitFor()
    await go(page, 'People')
    await asked(page).getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    await marker(page).waitFor()
    await page.reload()
    await go(page, /^Mapping/)
    await editorWith(page, 'Editor').waitFor()
    await page.getByText('1 gained').waitFor()
    await page.getByRole('main').getByText('not applied').waitFor()
    await lookAt(page, 'draft')

    await page.getByRole('button', { name: 'Apply…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click()
    await page.getByText('Version 2 is in force.').waitFor()
    await marker(page).waitFor({ state: 'detached' })
    await go(page, 'People')
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('stays under the hands of who writes it when somebody else applies a version, and says so', async () => {
    const tenant = await createStewardTenant(console.server)
    const { page, context, complaints } = await console.openAs(tenant, '/mapping')
    await page.clock.install()
    await page.reload()
    await editorWith(page, 'Steward').waitFor()
    await writeMapping(page, stewardMapping('Editor'))
    await page.getByRole('button', { name: 'See what it changes' }).click()
    await page.getByText('1 gained').waitFor()
    await page.locator('.cm-content').focus()
    await tenant.putMapping(stewardMapping('Approver'))
    await page.clock.fastForward(31_000)
    await page.getByText('Version 2 has come since you began to write').waitFor()
    await page.getByText('Another version has come since; ask again.').waitFor()
    expect(await page.getByRole('button', { name: 'Apply…' }).isDisabled()).toBe(true)
    expect(await page.evaluate('document.activeElement.className')).toContain('cm-content')
    await editorWith(page, 'Editor').waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'See what it changes' }).click()
    await page.getByText('Version 2 has come since you began to write').waitFor({ state: 'detached' })
    expect(await page.getByRole('button', { name: 'Apply…' }).isEnabled()).toBe(true)
    // What has been applied, be it by an apply whose answer was lost, is no draft any more.
    await tenant.putMapping(stewardMapping('Editor'))
    await page.clock.fastForward(31_000)
    await page.getByText('not applied').first().waitFor({ state: 'detached' })
    await editorWith(page, 'Editor').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('is discarded when that is wanted, at its place or in leaving it', async () => {
    const tenant = await createStewardTenant(console.server)
    const { page, context, complaints } = await console.openAs(tenant, '/mapping')
    await editorWith(page, 'Steward').waitFor()
    await writeMapping(page, stewardMapping('Editor'))
    await page.getByRole('button', { name: 'Discard…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Discard your draft?' })
    await dialog.getByRole('button', { name: 'Discard', exact: true }).waitFor()
    expect(await findViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click()
    await editorWith(page, 'Steward').waitFor()
    await marker(page).waitFor({ state: 'detached' })

    await writeMapping(page, stewardMapping('Editor'))
    await go(page, 'Groups')
    await asked(page).getByRole('button', { name: 'Discard it' }).click()
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor()
    await marker(page).waitFor({ state: 'detached' })
    await go(page, 'Mapping')
    await editorWith(page, 'Steward').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('is that of one organization, and outlives the sign-out that has asked', async () => {
    const tenant = await createStewardTenant(console.server)
    const other = await createStewardTenant(console.server)
    const { page, context, complaints } = await console.openAs(tenant, '/mapping')
    await editorWith(page, 'Steward').waitFor()
    const checked = page.waitForResponse(
      (response) => response.url().endsWith('/check') && (response.request().postData() ?? '').includes('Editor'),
    )
    await writeMapping(page, stewardMapping('Editor'))
    await checked
    await page.getByRole('button', { name: 'Sign out' }).click()
    await asked(page).getByRole('button', { name: 'Sign out' }).click()
    await signIn(page, other.ownerKey)
    await editorWith(page, 'Steward').waitFor()
    expect(await marker(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signIn(page, tenant.ownerKey)
    await editorWith(page, 'Editor').waitFor()
    await marker(page).waitFor()
    // What was being checked at the moment of the sign-out is refused.
    expect(complaints.filter((one) => !one.includes('/check'))).toEqual([])
    await context.close()
  })

  it('asks before the window is closed', async () => {
    const tenant = await createStewardTenant(console.server)
    const { page, context } = await console.openAs(tenant, '/mapping')
    await editorWith(page, 'Steward').waitFor()
    await writeMapping(page, stewardMapping('Editor'))
    await marker(page).waitFor()
    const dialog = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    expect((await dialog).type()).toBe('beforeunload')
    await (await dialog).accept()
    await context.close()
  })
})

describe('a mapping that was written as JSON', () => {
  it('is shown as it was written', async () => {
    const tenant = await createStewardTenant(console.server)
    const entry = { scimGroup: 'stewards', type: 'teamMemberRole', teamId: 'sales', teamMemberRole: 'Approver' }
    await tenant.owner('PUT', '/api/settings/scim-mapping', { scimGroupMappings: [entry] })
    const { page, context, complaints } = await console.openAs(tenant, '/mapping')
    await editorWith(page, '"teamMemberRole":"Approver"').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
