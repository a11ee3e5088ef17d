import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Tenant } from '../test-server.ts'
import { atRest, overflowOf, phone } from './browser.ts'
import { goOn, signIn, startConsole, type ConsoleUnderTest } from './console-under-test.ts'
import { describeReducedMotion } from './describe-reduced-motion.ts'
import { describeSlowNetwork } from './describe-slow-network.ts'
import { createStewardTenant, stewardMapping } from './steward-tenant.ts'
import { writeMapping } from './write-mapping.ts'

vi.setConfig({ testTimeout: 60_000 })

let console: ConsoleUnderTest
beforeAll(async () => (console = await startConsole()), 120_000)
afterAll(() => console.close())

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const go = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'All pages' }).getByRole('link', { name, exact: true }).click()

async function openNewTeam(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'New team' }).click()
  return page.getByRole('dialog')
}

describe('a form that is left half filled', () => {
  it('is as it was when one is back: by Escape, another page, a reload, and the end of the session', async () => {
    const tenant = await console.server.createTenant()
    const { page, context } = await console.openAs(tenant, '/teams')
    const id = (dialog: Locator) => dialog.getByLabel('Id').inputValue()
    let dialog = await openNewTeam(page)
    await dialog.getByLabel('Id').fill('sales')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await go(page, 'Groups')
    await heading(page, 'Groups').waitFor()
    await page.goBack()
    await page.reload()
    dialog = await openNewTeam(page)
    expect(await id(dialog)).toBe('sales')

    await atRest(page)
    await context.clearCookies()
    await dialog.getByLabel('Name').fill('Sales EMEA')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await signIn(page, tenant.ownerKey)
    await heading(page, 'Teams').waitFor()
    dialog = await openNewTeam(page)
    expect([await id(dialog), await dialog.getByLabel('Name').inputValue()]).toEqual(['sales', 'Sales EMEA'])
    await dialog.getByRole('button', { name: 'Create' }).dblclick()
    await page.getByRole('rowheader', { name: 'Sales EMEA' }).waitFor()
    dialog = await openNewTeam(page)
    expect(await id(dialog)).toBe('')
    // As a password manager fills a form: all of its fields at once.
    await page.evaluate(`for (const input of document.querySelectorAll('dialog input')) {
      input.value = 'given up'
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }`)
    expect([await id(dialog), await dialog.getByLabel('Name').inputValue()]).toEqual(['given up', 'given up'])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(await id(await openNewTeam(page))).toBe('')
    await context.close()
  })

  it('says at its place what it would overwrite, and leaves alone what somebody else has changed', async () => {
    const tenant = await createStewardTenant(console.server)
    const { page, context } = await console.openAs(tenant, '/teams')
    const creating = await openNewTeam(page)
    await creating.getByLabel('Id').fill('SALES')
    await creating.getByLabel('Name').fill('Another')
    await creating.getByRole('button', { name: 'Create' }).click()
    await creating.getByText('There is a team SALES already').waitFor()
    await page.keyboard.press('Escape')
    await go(page, 'People')
    await page.getByRole('button', { name: 'Invite by hand' }).click()
    await page.getByRole('dialog').getByLabel('E-mail address').fill('Ann@example.com')
    await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click()
    await page.getByText('Ann@example.com is here already').waitFor()

    await page.goto('/teams/sales')
    await page.getByRole('button', { name: 'Change…' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Sales EMEA')
    await tenant.owner('PUT', '/api/teams/sales', { description: 'By somebody else', type: 'Squad' })
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await heading(page, 'Sales EMEA').waitFor()
    expect((await tenant.owner('GET', '/api/teams/sales')).body).toMatchObject({
      name: 'Sales EMEA',
      description: 'By somebody else',
      type: 'Squad',
    })
    await context.close()
  })

  it('of the set-up remembers which provider one connects', async () => {
    const tenant = await console.server.createTenant()
    const { page, context } = await console.openAs(tenant, '/setup')
    await page.getByRole('radio', { name: 'Okta' }).check()
    await go(page, 'Keys')
    await heading(page, 'Keys').waitFor()
    await page.goBack()
    expect(await page.getByRole('radio', { name: 'Okta' }).isChecked()).toBe(true)
    await context.close()
  })
})

describe('two tabs', () => {
  it('are signed in as one: nobody writes into another organization than the one that stands above', async () => {
    const tenant = await createStewardTenant(console.server)
    const other = await console.server.createTenant()
    await other.owner('PATCH', '/api/organization', { name: 'Globex' })
    const { page, context } = await console.openAs(tenant, '/people')
    await page.getByRole('link', { name: 'ann@example.com' }).waitFor()
    const second = await context.newPage()
    await second.goto('/keys')
    await second.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Owner key').waitFor()
    await signIn(second, other.ownerKey)
    await page.getByRole('banner').getByText('Globex').waitFor()
    await page.getByText('Nobody yet.').waitFor()
    await context.close()
  })

  it('have one draft of the mapping, which both show', async () => {
    const tenant = await createStewardTenant(console.server)
    const { page, context, complaints } = await console.openAs(tenant, '/mapping')
    const second = await context.newPage()
    await second.goto('/mapping')
    const editorWith = (tab: Page, text: string) => tab.locator('.cm-content', { hasText: text })
    await editorWith(second, 'Steward').waitFor()
    await editorWith(page, 'Steward').waitFor()
    await writeMapping(second, stewardMapping('Editor'))
    await editorWith(page, 'Editor').waitFor()
    await writeMapping(page, stewardMapping('Approver'))
    await editorWith(second, 'Approver').waitFor()
    await page.getByRole('button', { name: 'Discard…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click()
    await editorWith(second, 'Steward').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('a server that is away, or another one than before', () => {
  it('is said, ends no sign-in, and is there again when one tries again', async () => {
    const tenant = await createStewardTenant(console.server)
    const { page, context } = await console.openAs(tenant, '/groups')
    await page.getByRole('link', { name: 'stewards' }).waitFor()
    await page.route('**/api/**', (route) => route.abort())
    await go(page, 'Teams')
    await page.getByText('The server can not be reached').first().waitFor()
    await page.reload()
    await page.getByRole('alert').getByText('The server can not be reached').waitFor()
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'sales' }).waitFor()

    // After an update the files of the pages have other names.
    let missed = 0
    await page.route('**/assets/keys-page-*.js', (route) => {
      missed += 1
      return missed === 1 ? route.fulfill({ status: 404 }) : route.continue()
    })
    await go(page, 'Keys')
    await heading(page, 'Keys').waitFor()
    expect(missed).toBe(2)
    await context.close()
  })
})

describeSlowNetwork(() => console)
describeReducedMotion(() => console)

describe('what one has looked for', () => {
  it('is there again by the way back, and on another day by the address', async () => {
    const tenant = await createStewardTenant(console.server)
    await tenant.provider('POST', '/Users', { userName: 'bob@example.com', active: true })
    const { page, context } = await console.openAs(tenant, '/people')
    const bob = page.getByRole('link', { name: 'bob@example.com' })
    await bob.waitFor()
    await page.getByPlaceholder('Search by name').fill('ann')
    await bob.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'ann@example.com' }).click()
    await heading(page, 'ann@example.com').waitFor()
    await page.goBack()
    await heading(page, 'People').waitFor()
    expect(await page.getByPlaceholder('Search by name').inputValue()).toBe('ann')
    await page.goto('/groups?q=stew&sort=members')
    await page.getByRole('link', { name: 'stewards' }).waitFor()
    expect(await page.getByLabel('Sort').inputValue()).toBe('members')
    await page.getByLabel('Show').selectOption('nothing')
    await page.getByText('No group like that.').waitFor()
    await go(page, 'Groups')
    await expect.poll(() => page.getByPlaceholder('Search by name').inputValue()).toBe('')
    await context.close()
  })

  it('leads nowhere once it is deleted, and each page says so', async () => {
    const tenant = await console.server.createTenant()
    const { page, context } = await console.openAs(tenant, '/panels')
    for (const [path, said] of [
      ['/people/nobody%40example.com', 'There is no member with the e-mail address nobody@example.com'],
      ['/groups/00000000-0000-7000-8000-000000000000', 'There is no group with the id'],
      ['/teams/none', 'There is no team with this id'],
      ['/mapping/versions?version=99', 'No version yet'],
      ['/panels/none/none', 'There is nothing at this path'],
      // What can't be read as a path, a page can't be drawn for; the others can.
      ['/people/%E0%A4%A', 'This page could not be shown'],
      ['/teams', 'No team yet.'],
    ] as const) {
      await goOn(page, path)
      await page.getByRole('main').getByText(said).first().waitFor()
    }
    await context.close()
  })
})

describe('a value to be copied', () => {
  it('is selected where the browser gives no clipboard, as without https', async () => {
    const tenant = await console.server.createTenant()
    const { page, context, complaints } = await console.openAs(tenant, '/sso')
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    await page.getByRole('button', { name: 'Copy Id of the organization' }).click()
    await page.getByText('Selected: press Ctrl+C').waitFor()
    expect(await page.evaluate('getSelection().toString()')).toBe(tenant.organizationId)
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('the audit', () => {
  it('is held against its chain by a click', async () => {
    const tenant = await console.server.createTenant()
    const { page, context, complaints } = await console.openAs(tenant, '/settings/audit')
    await page.getByRole('button', { name: 'Verify the chain' }).click()
    await page.getByText('The chain is whole:').waitFor()
    expect(await page.locator('.audit-chain code').textContent()).toMatch(/^[0-9a-f]{64}$/)
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('names as they come', () => {
  it('of a thousand letters, from right to left, like markup, and of nothing that one sees: no page is pushed apart, and no link is hidden', async () => {
    const tenant = await createStrangeTenant()
    const { page, context, complaints } = await console.openAs(tenant, '/panels', {
      locale: 'de-DE',
      timezoneId: 'Asia/Tokyo',
    })
    const [group] = (await tenant.owner('GET', '/api/groups?limit=1')).body as readonly [{ id: string }]
    const wide: string[] = []
    const hidden: string[] = []
    for (const path of [
      '/overview',
      '/people',
      '/people/p0%40example.com',
      '/groups',
      `/groups/${group.id}`,
      '/teams',
      '/teams/t0',
      '/log',
      '/keys',
      '/settings',
      '/settings/danger',
    ]) {
      await goOn(page, path)
      await page.locator('main h1').waitFor()
      await page.waitForLoadState('networkidle')
      hidden.push(...(await page.locator('main :is(a, h1, h2)').allInnerTexts()).filter(isUnseen).map(() => path))
      for (const size of [{ width: 680, height: 430 }, phone]) {
        await page.setViewportSize(size)
        if ((await overflowOf(page)) > 0) wide.push(`${path} at ${size.width}`)
      }
    }
    expect([wide, hidden, complaints]).toEqual([[], [], []])
    expect(await page.locator('main script, main img').count()).toBe(0)
    await context.close()
  })
})

const isUnseen = (text: string): boolean => /^[\s\u200b]*$/u.test(text)

/** Somebody, a group, a team and a key for each name that a page may break by; the organization has the longest. */
async function createStrangeTenant(): Promise<Tenant> {
  const tenant = await console.server.createTenant()
  const long = 'Wolfeschlegelsteinhausen'.repeat(40)
  const names = [long, 'شركة المثال', '😀👩‍👩‍👧‍👦 🏳️‍🌈', '<script>alert(1)</script>', ' \u200b']
  const ids: string[] = []
  for (const [index, displayName] of names.entries()) {
    const user = { userName: `p${index}@example.com`, displayName, active: true }
    ids.push(((await tenant.provider('POST', '/Users', user)).body as { id: string }).id)
    await tenant.owner('PUT', `/api/teams/t${index}`, { name: displayName, description: displayName })
    await tenant.owner('POST', '/api/api-keys', { displayName, scopes: ['scim'] })
  }
  const members = ids.map((value) => ({ value }))
  for (const name of names) await tenant.provider('POST', '/Groups', { displayName: name.slice(0, 250), members })
  await tenant.owner('PATCH', '/api/organization', { name: long })
  return tenant
}
