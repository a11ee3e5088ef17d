import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type { Tenant } from '../test-server.ts'
import { findViolations, openPage, takePicture } from './browser.ts'
import { goOn, startConsole, type ConsoleUnderTest } from './console-under-test.ts'
import { lookAt } from './look-at.ts'
import { createStewardTenant } from './steward-tenant.ts'

vi.setConfig({ testTimeout: 60_000 })

let console: ConsoleUnderTest
// A call that fails ends with its time, whatever it failed of.
beforeAll(async () => (console = await startConsole({ timeoutMs: 500 })), 120_000)
afterAll(() => console.close())

/** A tenant in which a second group has the name of a bound one: what it would give to bob is withheld. */
async function createHeldTenant(): Promise<Tenant> {
  const tenant = await console.server.createTenant()
  const ids = await Promise.all(
    ['ann', 'bob'].map(async (name) => {
      const { body } = await tenant.provider('POST', '/Users', { userName: `${name}@example.com`, active: true })
      return (body as { id: string }).id
    }),
  )
  const group = (index: number) => ({ displayName: 'stewards', members: [{ value: ids[index] }] })
  await tenant.owner('PUT', '/api/teams/sales', {})
  await tenant.provider('POST', '/Groups', group(0))
  await tenant.putMapping(
    'scimGroupMappings:\n  - { scimGroup: stewards, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }\n',
  )
  await tenant.provider('POST', '/Groups', group(1))
  return tenant
}

const rolesOfBob = async (tenant: Tenant) =>
  ((await tenant.owner('GET', '/api/organization/members/bob@example.com')).body as { teams: readonly object[] }).teams

async function decide(page: Page, verb: 'Approve' | 'Reject'): Promise<void> {
  await page.getByRole('button', { name: `${verb}…` }).click()
  await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).waitFor()
  await takePicture(page, `hold-${verb.toLowerCase()}`)
  expect(await findViolations(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click()
  await page.getByText('Nothing waits for you.').waitFor()
}

describe('a change that waits for an owner', () => {
  it('is counted in the navigation, told with its roles, and happens when it is approved', async () => {
    const tenant = await createHeldTenant()
    const { page, context, complaints } = await console.openAs(tenant, '/people')
    await page.getByRole('navigation', { name: 'All pages' }).getByRole('link', { name: 'Holds 1 to decide' }).click()
    await page.getByRole('heading', { name: 'Another group has taken a name of the mapping' }).waitFor()
    await page.getByText('1 role', { exact: true }).click()
    await page.getByText('would gain').waitFor()
    await lookAt(page, 'hold')
    expect(await rolesOfBob(tenant)).toEqual([])
    await decide(page, 'Approve')
    expect(await rolesOfBob(tenant)).toMatchObject([{ teamId: 'sales', role: 'Steward' }])
    await page.getByLabel('Show').selectOption('approved')
    await page.getByRole('heading', { name: 'Another group has taken a name of the mapping' }).waitFor()
    expect(await page.getByRole('button', { name: 'Approve…' }).count()).toBe(0)
    await lookAt(page, 'hold-approved')
    expect(complaints).toEqual([])
    await context.close()
  })

  it('does not happen when it is rejected, and the person shows why', async () => {
    const tenant = await createHeldTenant()
    const { page, context, complaints } = await console.openAs(tenant, '/holds')
    await decide(page, 'Reject')
    expect(await rolesOfBob(tenant)).toEqual([])
    await page.getByLabel('Show').selectOption('rejected')
    await page.getByRole('heading', { name: 'Another group has taken a name of the mapping' }).waitFor()
    await page.goto('/people/bob%40example.com')
    await page.getByText('Steward of team sales', { exact: true }).click()
    await page.getByText('Not in force until an owner decides; see Holds.').waitFor()
    await page.getByText('the mapping', { exact: false }).first().waitFor()
    expect([await findViolations(page), complaints]).toEqual([[], []])
    await context.close()
  })

  it('is shown to who may only read, with nothing to decide', async () => {
    const tenant = await createHeldTenant()
    const made = await tenant.owner('POST', '/api/api-keys', { displayName: 'r', scopes: ['organization_read'] })
    const { page, context } = await console.openAs(
      { ...tenant, ownerKey: (made.body as { key: string }).key },
      '/holds',
    )
    await page.getByText('1 role', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: /Approve|Reject/ }).count()).toBe(0)
    await context.close()
  })
})

describe('the provider of a key', () => {
  it('is chosen when the key is made, or recognised by what it sends, and shown', async () => {
    const tenant = await console.server.createTenant()
    const { page, context, complaints } = await console.openAs(tenant, '/keys')
    await page.getByRole('row', { name: /^scim/ }).getByText('not known yet').waitFor()
    await page.getByRole('button', { name: 'New key' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('from Okta')
    const offered = await dialog
      .getByRole('combobox', { name: 'Provider', exact: true })
      .locator('option')
      .allTextContents()
    expect(offered).toEqual(['recognised by what it sends', ...(await titlesOf(tenant))])
    expect(offered).toContain('Okta')
    await dialog.getByRole('combobox', { name: 'Provider', exact: true }).selectOption({ label: 'Okta' })
    expect(await findViolations(page)).toEqual([])
    await takePicture(page, 'new-key')
    await dialog.getByRole('combobox', { name: 'It may', exact: true }).selectOption('organization')
    expect(await dialog.getByRole('combobox', { name: 'Provider', exact: true }).count()).toBe(0)
    await dialog.getByRole('combobox', { name: 'It may', exact: true }).selectOption('scim')
    await dialog.getByRole('button', { name: 'Create' }).click()
    const row = page.getByRole('row', { name: /^from Okta/ })
    await row.getByText('chosen', { exact: true }).waitFor()
    await row.getByRole('cell', { name: /^Okta/ }).waitFor()

    await tenant.provider('GET', '/Users?aadOptscim062020&filter=userName%20eq%20"x"')
    await vi.waitFor(async () => {
      await page.reload()
      await page.getByRole('row', { name: /^scim/ }).getByText('Microsoft Entra ID').waitFor({ timeout: 2_000 })
    }, 20_000)
    await page.getByRole('row', { name: /^scim/ }).getByText('recognised by what it sends').waitFor()
    await lookAt(page, 'keys-of-providers')
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('what is forgiven to a key', () => {
  it('is changed while the key is in use, one by one or all at once, and shown', async () => {
    const tenant = await console.server.createTenant()
    const send = async (userName: string) =>
      (await tenant.provider('POST', '/Users', { userName, active: 'True' })).status
    const { page, context, complaints } = await console.openAs(tenant, '/keys')
    const row = page.getByRole('row', { name: /^scim/ })
    await row.getByRole('button', { name: /^Change/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Change key' })
    await dialog.getByRole('combobox', { name: 'Provider', exact: true }).selectOption({ label: 'Okta' })
    await dialog.locator('summary').click()
    await dialog.getByRole('checkbox', { name: /^string-boolean/ }).uncheck()
    await lookAt(page, 'change-key')
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    await row.getByText('without string-boolean').waitFor()
    await row.getByText('Okta').waitFor()
    expect(await send('one@example.com')).toBe(400)
    await row.getByRole('button', { name: /^Change/ }).click()
    await dialog.locator('summary').click()
    await dialog.getByRole('checkbox', { name: /^string-boolean/ }).check()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('renamed')
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    const renamed = page.getByRole('row', { name: /^renamed/ })
    await renamed.waitFor()
    expect(await send('two@example.com')).toBe(201)
    await renamed.getByRole('button', { name: /^Change/ }).click()
    await dialog.getByRole('checkbox', { name: /^Strict/ }).check()
    expect(await dialog.locator('summary').count()).toBe(0)
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    await renamed.getByText('strict', { exact: true }).waitFor()
    expect(await send('three@example.com')).toBe(400)
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('revoking a key', () => {
  it("is refused for the last one that can manage, and one's own name is typed before it ends", async () => {
    const tenant = await console.server.createTenant()
    const { page, context } = await console.openAs(tenant, '/keys')
    const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
    await row('organization')
      .getByRole('button', { name: /^Revoke/ })
      .click()
    const last = page.getByRole('dialog', { name: "organization can't be revoked" })
    await last.getByText('rolecall key create --scope organization').waitFor()
    expect(await last.getByRole('button').allTextContents()).toEqual(['Close'])
    await lookAt(page, 'revoke-last-key')
    await last.getByRole('button', { name: 'Close' }).click()

    await tenant.owner('POST', '/api/api-keys', { displayName: 'Ann', scopes: ['organization'] })
    await page.reload()
    await row('organization')
      .getByRole('button', { name: /^Revoke/ })
      .click()
    const own = page.getByRole('dialog', { name: 'Revoke organization, your own key?' })
    const revoke = own.getByRole('button', { name: 'Revoke', exact: true })
    expect(await revoke.isDisabled()).toBe(true)
    await own.getByLabel('Type organization to go on').fill('organisation')
    expect(await revoke.isDisabled()).toBe(true)
    await own.getByLabel('Type organization to go on').fill('organization')
    await lookAt(page, 'revoke-own-key')
    await revoke.click()
    await page.getByLabel('Owner key').waitFor()
    await page.getByText('To get in without one, make a link on the server: rolecall link create').waitFor()
    await context.close()
  })

  it('of somebody else is asked once', async () => {
    const tenant = await console.server.createTenant()
    await tenant.owner('POST', '/api/api-keys', { displayName: 'Ann', scopes: ['organization'] })
    const { page, context, complaints } = await console.openAs(tenant, '/keys')
    await page.getByRole('button', { name: 'Revoke Ann' }).click()
    await page.getByRole('dialog', { name: 'Revoke Ann?' }).getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('row', { name: /^Ann/ }).getByText('revoked').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('a group', () => {
  it('shows what it gives, is found by that, and gets a role at the right place of the editor', async () => {
    const tenant = await createStewardTenant(console.server)
    await tenant.provider('POST', '/Groups', { displayName: 'others: all' })
    const { page, context, complaints } = await console.openAs(tenant, '/groups')
    await page
      .getByRole('row', { name: /^stewards/ })
      .getByText('Steward', { exact: true })
      .waitFor()
    await page.getByLabel('Show').selectOption('nothing')
    await page.getByRole('row', { name: /^stewards/ }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'others: all' }).click()
    await page.getByText('Nothing: no entry of the mapping').waitFor()
    await lookAt(page, 'group-gives-nothing')
    await page.getByRole('link', { name: 'Give a role to this group' }).click()
    await page.locator('.cm-activeLine', { hasText: 'type:' }).waitFor()
    await page.locator('.cm-content', { hasText: 'scimGroup: "others: all"' }).waitFor()
    expect(await page.evaluate('document.activeElement.className')).toContain('cm-content')
    await page.getByRole('main').getByText('not applied').waitFor()
    // Once begun, it is not begun again: neither by who loads the page again, nor behind one that is given up.
    await page.keyboard.type('organizationOwner')
    await page.locator('.cm-content', { hasText: 'type: organizationOwner' }).waitFor()
    await page.reload()
    await page.locator('.cm-content', { hasText: 'type: organizationOwner' }).waitFor()
    expect((await page.locator('.cm-content').textContent())?.split('others: all')).toHaveLength(2)
    await page.getByRole('button', { name: 'Discard…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click()
    await page.locator('.cm-content', { hasText: 'others' }).waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('a team', () => {
  it('gets another name and place, and says what ends before it is deleted', async () => {
    const tenant = await createStewardTenant(console.server)
    const { page, context, complaints } = await console.openAs(tenant, '/panels')
    // A hundred teams have the id within theirs, and come before it.
    const next = `<${console.server.url}/api/team-summaries?search=sales&limit=9>; rel="next"`
    const others = [{ id: 'a-sales', name: 'a', type: 'Team', parent: null, description: null, people: 0 }]
    await page.route('**/api/team-summaries?search=sales', (route) =>
      route.fulfill({ json: others, headers: { link: next } }),
    )
    await goOn(page, '/teams/sales')
    await page.getByRole('button', { name: 'Change…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Sales EMEA')
    await dialog.getByLabel(/^Part of/).fill('SALES')
    await dialog.getByText('A team is no part of itself.').waitFor()
    await takePicture(page, 'change-team')
    expect(await findViolations(page)).toEqual([])
    await dialog.getByLabel(/^Part of/).fill('company')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sales EMEA' }).waitFor()
    expect((await tenant.owner('GET', '/api/teams/sales')).body).toMatchObject({
      name: 'Sales EMEA',
      parent: 'company',
    })
    await page.getByRole('button', { name: 'Delete…' }).click()
    await dialog.getByText('1 person has a role in it').waitFor()
    await takePicture(page, 'delete-team')
    expect(await findViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('No team yet.').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('rotating a key', () => {
  it('makes the next one beside it, with an end, and both work', async () => {
    const tenant = await console.server.createTenant()
    const { page, context, complaints } = await console.openAs(tenant, '/keys')
    await page.getByRole('button', { name: 'Rotate scim' }).click()
    const dialog = page.getByRole('dialog', { name: 'The next key after scim' })
    expect(await dialog.getByLabel(/^Ends at the end of/).inputValue()).toMatch(/^\d{4}-\d\d-\d\d$/)
    await takePicture(page, 'rotate-key')
    expect(await findViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Make the next key' }).click()
    await page.getByText('Copy it now.').waitFor()
    await page
      .getByRole('row', { name: /^scim \d{4}/ })
      .getByText(/^in (12 months|1 year)$/)
      .waitFor()
    expect((await tenant.provider('GET', '/Users')).status).toBe(200)
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('the settings', () => {
  it('give the organization another name, and let userName change once one knows what that means', async () => {
    const tenant = await console.server.createTenant()
    const { page, context, complaints } = await console.openAs(tenant, '/settings')
    const save = page.getByRole('button', { name: 'Save name' })
    await page.getByLabel('Name of the organization', { exact: true }).last().fill('Acme GmbH')
    await save.click()
    await page.getByRole('banner').getByText('Acme GmbH').waitFor()
    expect(await save.isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Let it change…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('must know people by their id').waitFor()
    expect(await findViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Let them change' }).click()
    await page.getByText('A provider may change the userName').waitFor()
    expect((await tenant.owner('GET', '/api/settings/organization')).body).toEqual({ userNameMutable: true })
    expect(complaints).toEqual([])
    await context.close()
  })

  it('keep team roles that are being written, tell a refusal at its field, and say what saving does', async () => {
    const tenant = await console.server.createTenant()
    const { page, context } = await console.openAs(tenant, '/settings/team-roles')
    await page.getByRole('button', { name: 'Add a role' }).click()
    const row = page.locator('.role-rows li').last()
    await row.getByLabel('Name').fill('OWNER')
    await row.getByLabel('Precedence').fill('70')
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Plugins' }).click()
    await page.getByRole('heading', { level: 1, name: 'Plugins' }).waitFor()
    await page.goBack()
    await page.getByText('not saved').waitFor()
    const save = async () => {
      await page.getByRole('button', { name: 'Save roles…' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
    }
    await save()
    await row.getByText('is there twice').waitFor()
    expect(await row.getByLabel('Name').getAttribute('aria-invalid')).toBe('true')
    await takePicture(page, 'team-roles-refused')
    expect(await findViolations(page)).toEqual([])
    await row.getByLabel('Name').fill('Auditor')
    await row.getByLabel('Privileged').check()
    await page.getByRole('button', { name: 'Move Auditor up' }).click()
    await page.getByRole('button', { name: 'Save roles…' }).click()
    await page.getByRole('dialog').getByText('New: Auditor').waitFor()
    await page.keyboard.press('Escape')
    const standing = (await tenant.owner('GET', '/api/settings/team-roles')).body as { 'team-roles': readonly object[] }
    await tenant.owner('PUT', '/api/settings/team-roles', {
      'team-roles': [...standing['team-roles'], { name: 'Reviewer' }],
    })
    await save()
    await page.getByText('Somebody else has changed the roles').waitFor()
    await page.getByRole('button', { name: 'Save roles…' }).click()
    await page.getByRole('dialog').getByText('Taken out: Reviewer').waitFor()
    await page.keyboard.press('Escape')
    await save()
    await page.getByText('The roles are saved.').waitFor()
    const { body } = await tenant.owner('GET', '/api/settings/team-roles')
    const roles = (body as { 'team-roles': readonly { name: string }[] })['team-roles']
    expect(roles.at(-2)).toMatchObject({ name: 'Auditor', precedence: 70, privileged: true })
    await context.close()
  })

  it('send a test event to a webhook, tell a refused address at its field, and ask before it is deleted', async () => {
    const tenant = await console.server.createTenant()
    const { page, context } = await console.openAs(tenant, '/settings/webhooks')
    await page.getByRole('button', { name: 'New webhook' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Product')
    await dialog.getByLabel('URL').fill('http://product.example.com')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await dialog.getByText('an https URL was expected').waitFor()
    expect(await findViolations(page)).toEqual([])
    // Nobody listens there.
    await dialog.getByLabel('URL').fill('https://127.0.0.1:1/hook')
    await dialog.getByRole('button', { name: 'Create' }).click()
    const card = page.getByRole('region', { name: 'Product' })
    await page.getByText('Copy it now.').waitFor()
    await card.getByRole('button', { name: 'Send test event' }).click()
    await card.getByText('The test event was not taken').waitFor()
    await lookAt(page, 'webhook')
    await card.getByRole('button', { name: 'Pause' }).click()
    await card.getByText('paused').waitFor()
    const [event] = (await tenant.owner('GET', '/api/events')).body as readonly { id: string }[]
    await page.getByLabel(/^Id of the event/).fill(event?.id ?? '')
    await page.getByRole('button', { name: 'Look' }).click()
    await page.locator('.receipts').getByText('Product').waitFor()
    await card.getByRole('button', { name: 'Delete…' }).click()
    await dialog.getByText('Nothing more is delivered to it').waitFor()
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('No webhook yet.').waitFor()
    await context.close()
  })

  it('stop all provisioning at once when the name of the organization is typed, and say what ends', async () => {
    const tenant = await console.server.createTenant()
    const { page, context } = await console.openAs(tenant, '/settings/danger')
    await page.getByRole('button', { name: 'Stop provisioning…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 key and 0 clients end: scim.').waitFor()
    await takePicture(page, 'stop-provisioning')
    expect(await findViolations(page)).toEqual([])
    await dialog.getByLabel(/^Type .* to go on$/).fill('Acme')
    await dialog.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByText('No provider has a key or a client.').waitFor()
    expect((await tenant.provider('GET', '/Users')).status).toBe(401)
    await context.close()
  })
})

async function titlesOf(tenant: Tenant): Promise<readonly string[]> {
  const { body } = await tenant.owner('GET', '/api/providers')
  return (body as readonly { title: string }[]).map(({ title }) => title)
}

describe('a set-up link', () => {
  it('opens the set-up and the log alone, makes a secret token, and says so when it has ended', async () => {
    const tenant = await console.server.createTenant()
    await tenant.provider('POST', '/Users', { userName: 'ann@example.com', active: true })
    const made = await tenant.owner('POST', '/api/setup-links', { displayName: 'Ada of Acme' })
    const { id, url } = made.body as { id: string; url: string }
    const { page, context, complaints } = await openPage(console.browser, console.server.url)
    await page.goto(`/setup${new URL(url).hash}`)
    await page.getByText('made for Ada of Acme').waitFor()
    const pages = page.getByRole('navigation', { name: 'All pages' }).getByRole('link')
    expect(await pages.allTextContents()).toEqual(['Log', 'Set up'])
    await page.getByLabel('Secret token', { exact: true }).check()
    await page.getByRole('button', { name: 'Create secret token' }).click()
    await page.getByText('Copy it now.').waitFor()
    expect(await page.getByRole('button', { name: /^Revoke/ }).count()).toBe(0)
    expect(await findViolations(page)).toEqual([])
    await takePicture(page, 'set-up-link')
    await pages.getByText('Log').click()
    await page.getByRole('heading', { level: 1, name: 'Log' }).waitFor()
    await page.getByText('ann@example.com').first().waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(complaints.splice(0)).toEqual([])
    await page.goto('/people')
    await page.getByText('There is no such page').waitFor()
    await page.goto('/setup')
    // Before it has read its session, it would be somebody who has none.
    await page.getByText('made for Ada of Acme').waitFor()
    await tenant.owner('DELETE', `/api/setup-links/${id}`)
    await page.getByRole('heading', { level: 1, name: 'You are signed out' }).waitFor()
    expect(await findViolations(page)).toEqual([])
    complaints.splice(0)
    await page.goto(`/log${new URL(url).hash}`)
    await page.getByText('This set-up link was revoked').waitFor()
    await context.close()
  })
})
