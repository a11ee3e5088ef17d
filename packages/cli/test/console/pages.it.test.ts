import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { createEntraClient } from '@rolecall/idp-simulator/entra-client'
import { runInitialCycle } from '@rolecall/idp-simulator/initial-cycle'
import { createProvisioningState } from '@rolecall/idp-simulator/provisioning-state'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { createDemoDirectory, demoMapping, demoTeams } from '../../src/demo/demo-directory.ts'
import type { Tenant } from '../test-server.ts'
import {
  again,
  desktop,
  atRest,
  findViolations,
  openPage,
  overflowOf,
  phone,
  takePicture,
  type WatchedPage,
} from './browser.ts'
import { goOn, signIn, startConsole, type ConsoleUnderTest } from './console-under-test.ts'
import { lookAt } from './look-at.ts'
import { writeMapping } from './write-mapping.ts'

vi.setConfig({ testTimeout: 60_000 })

let console: ConsoleUnderTest
let tenant: Tenant
let empty: Tenant
let groupId: string
let person: { readonly emailAddress: string; readonly displayName: string }

beforeAll(async () => {
  console = await startConsole()
  tenant = await console.server.createTenant()
  empty = await console.server.createTenant()
  for (const id of demoTeams) await tenant.owner('PUT', `/api/teams/${id}`, {})
  const client = createEntraClient(tenant.scim)
  const directory = createDemoDirectory({ users: 40, groups: 12, seed: 7 })
  await runInitialCycle({ client, directory, state: createProvisioningState(), concurrency: 4 })
  await tenant.putMapping(`${demoMapping}\nlicences:\n  - { domain: acme.example, sku: E3 }\n`)
  await countDays(29)
  const [group] = (await tenant.owner('GET', '/api/groups?search=acme_owners')).body as [{ id: string }]
  groupId = group.id
  const members = (await tenant.owner('GET', `/api/groups/${groupId}/members?limit=1`)).body
  ;[person] = members as [{ emailAddress: string; displayName: string }]
  await tenant.provider('PATCH', `/Groups/${groupId}`, {
    Operations: [{ op: 'add', path: 'members', value: [{ value: 'somebody-unknown' }] }],
  })
}, 120_000)
afterAll(() => console.close())

/** As if there had been fewer from day to day. */
async function countDays(days: number): Promise<void> {
  const { now, store } = console.server.services
  for (let before = days; before > 0; before -= 1) {
    const day = new Date(Date.parse(now()) - before * 86_400_000).toISOString().slice(0, 10)
    const people = 40 - before
    const unseen = { active: people, groups: 4, teams: 3 }
    const count = { day, people, owners: before > 9 ? 1 : 2, roles: 30 - before + (before % 3), ...unseen }
    await store.dailyCounts.put(tenant.organizationId, count, '2000-01-01')
  }
}

/** Every page: where it is, its heading, and how one knows that its content is there. */
const pages = (): readonly (readonly [string, string, string])[] => [
  ['/overview', 'Overview', '.changes li'],
  ['/setup', 'Set up', 'text=Check list'],
  ['/mapping', 'Mapping', '.cm-content'],
  ['/mapping/versions', 'Versions of the mapping', '.code.diff'],
  ['/people', 'People', 'main table tbody tr'],
  [`/people/${encodeURIComponent(person.emailAddress)}`, person.displayName, '.facts-beside >> text=externalId'],
  ['/groups', 'Groups', 'main table tbody tr'],
  [`/groups/${groupId}`, 'acme_owners', 'main table tbody tr'],
  ['/teams', 'Teams', 'main table tbody tr'],
  ['/teams/marketing', 'marketing', 'main table tbody tr'],
  ['/panels', 'Panels', '.panels li'],
  ['/panels/entra/attribute-mapping', 'Attribute mapping of Entra', 'main table tbody tr'],
  ['/panels/licences/holders', 'Licences', 'main table tbody tr'],
  ['/log', 'Log', '.log li'],
  ['/holds', 'Holds', '.empty'],
  ['/keys', 'Keys', 'main table tbody tr'],
  ['/sso', 'Single sign-on', 'main >> text=Id of the organization'],
  ['/settings', 'Settings', 'main >> text=Changes of userName'],
  ['/settings/team-roles', 'Team roles', '.role-rows li'],
  ['/settings/clients', 'Provider clients', '.empty'],
  ['/settings/webhooks', 'Webhooks', '.empty'],
  ['/settings/audit', 'Audit', 'main table tbody tr'],
  ['/settings/plugins', 'Plugins', '.plugins li'],
  ['/settings/danger', 'Danger zone', '.danger-card'],
]

const titles = [
  '/overview',
  '/setup',
  '/mapping',
  '/mapping/versions',
  '/people',
  'person',
  '/groups',
  'group',
  '/teams',
  'team',
  '/panels',
  'panel-of-entra',
  'panel-of-licences',
  '/log',
  '/holds',
  '/keys',
  '/sso',
  '/settings',
  '/settings/team-roles',
  '/settings/clients',
  '/settings/webhooks',
  '/settings/audit',
  '/settings/plugins',
  '/settings/danger',
]

/** One document for many tests, each on a page of its own: a new one costs seconds, mostly of axe. */
function openOnce(whose: () => Tenant): (path: string) => Promise<WatchedPage> {
  let opened: WatchedPage
  beforeAll(async () => {
    opened = await console.openAs(whose(), '/panels')
    await opened.page.getByRole('heading', { level: 1, name: 'Panels' }).waitFor()
  })
  afterAll(() => opened.context.close())
  return async (path) => {
    opened.complaints.length = 0
    await opened.page.unrouteAll({ behavior: 'ignoreErrors' })
    await opened.page.setViewportSize(desktop)
    await opened.page.emulateMedia({ colorScheme: 'light' })
    await goOn(opened.page, path)
    return opened
  }
}

/** Signed in as the owner. */
const open = openOnce(() => tenant)

describe('every page', () => {
  it.each(titles.map((title, index) => [title, index] as const))(
    '%s: accessible in light and dark, no error, no other host, no scrolling to the side of a phone',
    async (title, index) => {
      const [path, heading, content] = pages()[index] ?? ['', '', '']
      const name = title.replaceAll('/', '-').replace(/^-/, '')
      const { page, complaints } = await open(path)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      await page.locator(content).first().waitFor()
      await takePicture(page, name)
      expect(await findViolations(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      await takePicture(page, `${name}-dark`)
      expect(await findViolations(page, again.dark)).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize(phone)
      await takePicture(page, `${name}-phone`)
      expect(await overflowOf(page)).toBe(0)
      expect(await findViolations(page, again.phone)).toEqual([])
      expect(complaints).toEqual([])
    },
  )

  it('and the sign-in', async () => {
    const { page, context, complaints } = await openPage(console.browser, console.server.url)
    await page.goto('/')
    await page.getByLabel('Owner key').waitFor()
    await takePicture(page, 'sign-in')
    expect(await findViolations(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect([await findViolations(page, again.dark), complaints]).toEqual([[], []])
    await context.close()
  })
})

describe('on a phone', () => {
  it('has every page in a menu, which is accessible and closes behind one', async () => {
    const { page, complaints } = await open('/people')
    await page.setViewportSize(phone)
    await page.getByRole('button', { name: 'Menu' }).click()
    const menu = page.getByRole('navigation', { name: 'Pages', exact: true })
    await menu.getByRole('link').nth(11).waitFor()
    expect(await menu.getByRole('link').count()).toBe(12)
    expect(await findViolations(page)).toEqual([])
    await menu.getByRole('link', { name: 'Groups' }).click()
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor()
    await menu.waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
  })
})

describe('where there is nothing yet', () => {
  const openEmpty = openOnce(() => empty)
  it.each([
    ['/people', 'Nobody yet.', 'Set it up'],
    ['/groups', 'No group yet.', 'Set up'],
    ['/teams', 'No team yet.', null],
    ['/log', 'Not a single call yet.', 'Set up'],
    ['/holds', 'Nothing waits for you.', 'mapping'],
    ['/mapping/versions', 'No version yet.', 'Mapping'],
  ])('%s says what to do next', async (path, title, link) => {
    const { page, complaints } = await openEmpty(path)
    await page.getByText(title).waitFor()
    if (link !== null) expect(await page.locator('.empty').getByRole('link', { name: link }).count()).toBe(1)
    expect([await findViolations(page), complaints]).toEqual([[], []])
  })
})

describe('an address that there is not', () => {
  it('is a page of the console, which says so', async () => {
    const { page } = await open('/nowhere')
    await page.getByText('There is no such page.').waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('main').getByRole('link', { name: 'Set up' }).click()
    await page.getByRole('heading', { level: 1, name: 'Set up' }).waitFor()
    await page.goto('/people/ann/nowhere')
    await page.getByText('There is no such page.').waitFor()
  })
})

describe('signing in', () => {
  it('refuses a key that is none in words, then lets in, and out again', async () => {
    const { page, context } = await openPage(console.browser, console.server.url)
    await page.goto('/people')
    await signIn(page, 'rc_wrong')
    await page.getByRole('alert').getByText('unknown, expired or revoked').waitFor()
    await signIn(page, tenant.ownerKey)
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    expect(await page.evaluate('document.cookie')).toBe('')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Owner key').waitFor()
    await context.close()
  })

  it('asks again when the key has been revoked meanwhile', async () => {
    const made = (await tenant.owner('POST', '/api/api-keys', { displayName: 'short', scopes: ['organization'] }))
      .body as {
      id: string
      key: string
    }
    const { page, context } = await console.openAs({ ...tenant, ownerKey: made.key }, '/people')
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    await atRest(page)
    await tenant.owner('DELETE', `/api/api-keys/${made.id}`)
    await page.getByRole('link', { name: 'Groups' }).click()
    await page.getByLabel('Owner key').waitFor()
    await context.close()
  })

  it('shows who may only read nothing to change', async () => {
    const made = (await tenant.owner('POST', '/api/api-keys', { displayName: 'reader', scopes: ['organization_read'] }))
      .body as { key: string }
    const { page, context } = await console.openAs({ ...tenant, ownerKey: made.key }, '/keys')
    await page.locator('main table tbody tr').first().waitFor()
    expect(await page.getByRole('button', { name: /New key|Revoke/ }).count()).toBe(0)
    await context.close()
  })
})

describe('panels of plugins', () => {
  it('are found by the navigation, and lead to the people they are about', async () => {
    const { page, complaints } = await open('/people')
    await page.getByRole('navigation', { name: 'All pages' }).getByRole('link', { name: 'Panels' }).click()
    await page.getByRole('link', { name: 'Licences' }).click()
    await page.getByRole('heading', { level: 1, name: 'Licences' }).waitFor()
    const people = page.getByRole('region', { name: 'People' })
    await people.getByRole('link').first().waitFor()
    expect(await people.getByRole('link').count()).toBe(40)
    await people.getByRole('link').first().click()
    const licences = page.locator('section', { has: page.getByRole('heading', { level: 2, name: 'Licences' }) })
    await licences.getByText('E3').waitFor()
    await takePicture(page, 'person-panel')
    expect([await findViolations(page), complaints]).toEqual([[], []])
  })

  it('turn pages, and show text that looks like markup as text', async () => {
    const strange = await console.server.createTenant()
    for (let index = 0; index < 60; index += 1) {
      const userName = `<img src=x onerror=alert(1)>${String(index).padStart(2, '0')}`
      await strange.provider('POST', '/Users', { userName, active: true })
    }
    const { page, context, complaints } = await console.openAs(strange, '/panels/entra/attribute-mapping')
    const people = page.getByRole('region', { name: 'People with a finding' })
    await people.getByRole('rowheader').first().waitFor()
    expect(await people.getByRole('rowheader').count()).toBe(50)
    await page.getByRole('button', { name: 'Next page' }).click()
    await people.getByText('onerror=alert(1)>59').waitFor()
    expect(await people.getByRole('rowheader').count()).toBe(10)
    await page.getByRole('button', { name: 'First page' }).click()
    await people.getByText('onerror=alert(1)>00').waitFor()
    expect(await page.locator('main img').count()).toBe(0)
    expect([await findViolations(page), complaints]).toEqual([[], []])
    await context.close()
  })

  it('that fail are named, and the rest of the page stays', async () => {
    const { page } = await open('/people')
    await page.route('**/api/panels/licences/person**', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 500, detail: 'The plugin licences failed to answer (panel person)' }),
      }),
    )
    await page.locator('main table tbody').getByRole('link').first().click()
    await page.getByRole('alert').getByText('The plugin licences failed to answer').waitFor()
    await page.getByRole('heading', { name: 'Roles in force' }).waitFor()
  })
})

describe('what plugins give beside roles, and groups that are not named', () => {
  it('is on the page of the person, with the rule and the write; a plan names the groups', async () => {
    const { page, complaints } = await open('/people')
    await page.locator('main table tbody').getByRole('link').first().click()
    const beside = page.getByRole('region', { name: 'Beside roles' })
    await beside.getByText('sku: E3').click()
    await beside.getByText('It is given.').waitFor()
    await beside.getByText('emailDomain eq "acme.example"').waitFor()
    await beside.getByRole('link', { name: 'Version 1 of the mapping' }).waitFor()
    expect(await findViolations(page)).toEqual([])
    await takePicture(page, 'person-beside-roles')

    await page.goto('/mapping')
    await page.locator('.cm-content').waitFor()
    await writeMapping(page, 'scimGroupMappings:\n  - { scimGroup: acme_ownerz, type: organizationOwner }\n')
    await page.getByRole('button', { name: 'See what it changes' }).click()
    await page.getByText('Entries that name no group (1)').click()
    await page.getByText('Line 2: ').waitFor()
    await page.getByText('Groups that no entry names (12)').click()
    await page.getByRole('link', { name: 'acme_owners', exact: true }).waitFor()
    expect([await findViolations(page), complaints]).toEqual([[], []])
  })
})

describe('a plan', () => {
  it('is read by person and by role, filtered, with somebody beside it and the missing team made', async () => {
    const { page, complaints } = await open('/mapping')
    await page.locator('.cm-content').waitFor()
    const changed = demoMapping.replace('teamMemberRole: Editor', 'teamMemberRole: Approver')
    await writeMapping(
      page,
      `${changed}  - { scimGroup: acme_owners, type: teamMemberRole, teamId: legal, teamMemberRole: Owner }\n`,
    )
    await page.getByRole('button', { name: 'See what it changes' }).click()
    const plan = page.getByRole('region', { name: 'What it changes' })
    await plan.getByText(/^\d+ waiting for a team/).waitFor()
    await plan.getByText('Editor → becomes Approver in team sales').first().waitFor()
    await lookAt(page, 'plan')

    await plan.getByText('By role').click()
    await plan.locator('summary', { hasText: 'Approver of team sales' }).click()
    await plan.locator('.plan-roles .moves').first().waitFor()
    await takePicture(page, 'plan-by-role')
    expect(await findViolations(page)).toEqual([])
    await plan.getByText('By person').click()
    const opener = plan.locator('.person-open').first()
    const email = (await opener.locator('.note').textContent()) ?? ''
    await plan.getByPlaceholder('Filter by e-mail address').fill(email.toUpperCase())
    await vi.waitFor(async () => expect(await plan.locator('.person-open').count()).toBe(1), 10_000)

    await opener.focus()
    await page.keyboard.press('Enter')
    const beside = page.getByRole('dialog')
    await beside.getByText('Where they come from').waitFor()
    await takePicture(page, 'plan-person')
    expect(await findViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await beside.waitFor({ state: 'detached' })
    expect(await page.evaluate('document.activeElement.className')).toBe('person-open')

    await plan.getByRole('button', { name: 'Create team legal' }).click()
    await plan.getByText(/waiting for a team/).waitFor({ state: 'detached' })
    await plan.getByPlaceholder('Filter by e-mail address').waitFor()
    await tenant.owner('DELETE', '/api/teams/legal')
    expect(complaints).toEqual([])
  })

  it('that takes long says how far it is', async () => {
    const { page, context } = await console.openAs(tenant, '/mapping')
    await page.locator('.cm-content').waitFor()
    const running = { planId: 'p', progress: { done: 45_000, total: 100_000 } }
    await page.route('**/api/settings/scim-mapping/plan**', (route) => route.fulfill({ status: 202, json: running }))
    await page.getByRole('button', { name: 'See what it changes' }).click()
    await page.getByText('45,000 of 100,000 people looked at').waitFor()
    expect(await page.getByRole('progressbar', { name: 'How far the plan is' }).getAttribute('value')).toBe('45000')
    expect(await findViolations(page)).toEqual([])
    await page.unrouteAll()
    await context.close()
  })
})

describe('looking for people', () => {
  it('finds by a part of the name and shows where each role comes from', async () => {
    const { page, complaints } = await open('/groups')
    await page.getByRole('link', { name: 'acme_owners', exact: true }).click()
    await page.getByText('1 member is nobody here yet').waitFor()
    const email = (await page.locator('main tbody .note').first().textContent()) ?? ''
    await page.getByRole('navigation', { name: 'All pages' }).getByRole('link', { name: 'People' }).click()
    await page.getByPlaceholder('Search by name or e-mail address').fill(email.split('@')[0] ?? '')
    await page.locator('main tbody').getByText(email).waitFor()
    await page.locator('main tbody tr', { hasText: email }).getByRole('link').first().click()
    await page.getByText('by the group acme_owners').first().waitFor()
    expect(await findViolations(page)).toEqual([])

    // What happened, by which request; the groups and attributes as sent; and how it would be without the group.
    const happened = page.getByRole('region', { name: 'What happened' })
    await happened.getByText('Owner of the organization given').waitFor()
    expect(await happened.getByRole('link', { name: 'the request' }).first().getAttribute('href')).toMatch(/^\/log\?q=/)
    await page.getByRole('region', { name: 'Groups' }).getByRole('link', { name: 'acme_owners' }).waitFor()
    await page.getByRole('region', { name: 'As the provider sent it' }).getByText('userName').waitFor()
    const otherwise = page.getByRole('region', { name: 'At another time, or in other groups' })
    await otherwise.getByLabel('Time', { exact: true }).fill('2020-01-01T00:00')
    await otherwise.getByRole('button', { name: 'Show' }).click()
    await otherwise.getByText('The organization had no such member then.').waitFor()
    await otherwise.getByLabel('What if').selectOption('this group had the person not')
    await otherwise.getByLabel('Group', { exact: true }).fill('acme_owners')
    await otherwise.getByRole('button', { name: 'Show' }).click()
    await otherwise.locator('li.less', { hasText: 'Owner of the organization' }).waitFor()
    expect([await findViolations(page), await overflowOf(page)]).toEqual([[], 0])
    expect(complaints).toEqual([])
  })

  it('gives and takes a role by hand', async () => {
    await tenant.owner('PUT', '/api/organization/members/guest@example.com', { role: null }).catch(() => undefined)
    const { page, complaints } = await open('/people')
    await page.getByRole('button', { name: 'Invite by hand' }).click()
    await page.getByRole('dialog').getByLabel('E-mail address').fill('guest@example.com')
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
    await page.goto('/people/guest%40example.com')
    const manual = page.locator('section', { has: page.getByRole('heading', { name: 'Roles given by hand' }) })
    await manual.getByLabel('Where').selectOption('team:sales')
    // Two parts of the page offer the teams, and to count their people is dear.
    expect(asked.filter((path) => path === '/api/team-summaries')).toHaveLength(1)
    await manual.getByLabel('Role').selectOption('Editor')
    await manual.getByRole('button', { name: 'Give' }).click()
    await manual.getByRole('button', { name: 'Take away Editor of team sales' }).waitFor()
    expect((await tenant.owner('GET', '/api/organization/members/guest@example.com')).body).toMatchObject({
      teams: [{ teamId: 'sales', role: 'Editor' }],
    })
    await manual.getByRole('button', { name: 'Take away Editor of team sales' }).click()
    await manual.getByRole('button', { name: 'Take away Editor of team sales' }).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })
})

describe('the log', () => {
  it('tells what happened, leads to whom it happened to, and keeps what one looks for in its address', async () => {
    const { page, complaints } = await open('/log?outcome=changed')
    await page
      .locator('.entry', { hasText: /added .+ and \d+ others to acme_/ })
      .first()
      .waitFor()
    const made = await tenant.provider('POST', '/Users', { userName: 'nova@acme.example', displayName: 'Nova' })
    const value = [{ value: (made.body as { id: string }).id }]
    await tenant.provider('PATCH', `/Groups/${groupId}`, { Operations: [{ op: 'add', path: 'members', value }] })
    const entry = page.locator('.entry', { hasText: /added Nova to acme_owners.+Owner of the organization given/ })
    await entry.waitFor()
    expect(await page.locator('.entry', { hasText: 'GET 200' }).count()).toBe(0)
    await entry.getByRole('button', { name: 'details' }).click()
    await entry.getByText('Request id').waitFor()
    await page.getByRole('heading', { level: 2, name: 'Today' }).waitFor()
    await page.getByText('30 days').click()
    await page.getByRole('img', { name: /requests in 30 days/ }).waitFor()
    await page.getByLabel('Person or group').fill('acme_owners')
    await page.waitForURL(/\/log\?outcome=changed&of=.+&range=720$/)
    await page.reload()
    await page.getByText('Only one person or group').waitFor()
    await page.locator('.entry').first().waitFor()
    expect([await findViolations(page), await overflowOf(page)]).toEqual([[], 0])
    await page.locator('.entry').getByRole('link', { name: 'acme_owners' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'acme_owners' }).waitFor()
    expect(complaints).toEqual([])
  })
})

describe('the overview', () => {
  it('is where one comes to, names what waits, and leads on', async () => {
    const { page, context, complaints } = await console.openAs(tenant, '/')
    await page.waitForURL('**/overview')
    const waiting = page.getByRole('region', { name: 'Needs you' })
    await page.getByRole('img', { name: /^People from .+ to today: from 11 to 4\d$/ }).waitFor()
    await page.route('**/api/overview', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: { ...((await response.json()) as object), openHolds: 2 } })
    })
    await page.reload()
    await waiting.getByRole('link', { name: '2 changes wait for a decision' }).click()
    await page.getByRole('heading', { level: 1, name: 'Holds' }).waitFor()
    expect(complaints).toEqual([])
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await context.close()
  })
})

describe('what a browser loads', () => {
  const compressed = (file: string) => statSync(join(console.folder, 'assets', `${file}.br`)).size
  const scripts = () => readdirSync(join(console.folder, 'assets')).filter((file) => file.endsWith('.js'))

  it('for the first page, and with the editor too, is less than 200 kB of JavaScript, compressed', async () => {
    const { page, context } = await openPage(console.browser, console.server.url)
    const loaded = new Set<string>()
    page.on('request', (request) => {
      if (request.resourceType() === 'script') loaded.add(new URL(request.url()).pathname.replace('/assets/', ''))
    })
    await console.openAs(tenant, '/setup')
    await page.goto('/')
    await signIn(page, tenant.ownerKey)
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await page.locator('.changes li').first().waitFor()
    const total = [...loaded].map(compressed).reduce((sum, size) => sum + size, 0)
    expect(loaded.size).toBeGreaterThan(1)
    expect(total).toBeLessThan(200_000)
    await page.goto('/mapping')
    await page.locator('.cm-content').waitFor()
    const withEditor = [...loaded].map(compressed).reduce((sum, size) => sum + size, 0)
    expect(withEditor).toBeGreaterThan(total)
    expect(withEditor).toBeLessThan(200_000)
    await context.close()
  })

  it('on every page together, which nobody loads at once, is less than 250 kB', () => {
    const all = scripts()
      .map(compressed)
      .reduce((sum, size) => sum + size, 0)
    expect(all).toBeLessThan(250_000)
  })

  it('names no other host', () => {
    const text = scripts()
      .map((file) => readFileSync(join(console.folder, 'assets', file), 'utf8'))
      .join('\n')
    const hosts = [...text.matchAll(/["'`](https?:\/\/[^/"'`$]+)/g)].map(([, host]) => host)
    // The name of a namespace, and examples in fields: what is asked is watched on every page.
    const named = new Set([
      'http://www.w3.org',
      'https://login.microsoftonline.com',
      'https://YOUR_ORG.okta.com',
      'https://idp.example.com',
      'https://rolecall.example.com',
      'https://product.example.com',
    ])
    expect(hosts.filter((host) => !named.has(host ?? ''))).toEqual([])
  })
})
