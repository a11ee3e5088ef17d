import { originOf } from '@rolecall/core/directory/kept-effect'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import { refuseIdleTrips } from '@rolecall/testkit/faults/refuse-idle-trips'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'

// @ts-expect-error the example is plain JavaScript, as an author outside of this repository may write it
import { licencesPlugin } from '../../../examples/licences/licences-plugin.js'
import { bundledEntries } from './bundled-entries.ts'

/** Decides by hook: a badge for whoever has a title, and a role for who is called chief; it can't say for kaboom. */
let badge = 'gold'
const badges: Plugin<undefined> = {
  name: 'badges',
  apiVersion: 1,
  config: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: undefined }) } },
  setup: () => ({
    hooks: {
      'change.decide': async ({ user, userId: subject }, { reader }) => {
        const known = await reader.findUser(subject)
        const { title } = known?.data ?? user
        if (title === 'kaboom') throw new Error('kaboom')
        const isStar = (await reader.listGroupsOf(subject)).some(({ displayName }) => displayName === 'stars')
        const role = { scope: 'organization', role: 'Owner', groupId: '', expiresAt: null }
        return [
          ...(title === undefined ? [] : [{ effect: 'badge', subject, rule: 'titled', value: { badge, title } }]),
          ...(isStar ? [{ effect: 'badge', subject, rule: 'star', value: { badge: 'star' } }] : []),
          ...(title === 'chief' ? [{ effect: 'role', subject, rule: 'chief', value: role }] : []),
        ]
      },
    },
  }),
}

export const byGroup = `roleRules:
  - id: e5
    when: group.displayName eq "leads"
    grant: [{ type: licence, sku: E5 }]
`
export const byDomain = 'licences: [{ domain: example.com, sku: E3 }]\n'

/** A new organization for each test of a `describe`, on a server whose plugins give licences by rules and badges by a hook. */
export function useEffects() {
  let rolecall: RolecallInMemory
  let organization: OrganizationInMemory
  beforeAll(async () => {
    const licences = { plugin: licencesPlugin as Plugin, config: { skus: ['E3', 'E5'] }, origin: 'test' }
    rolecall = await startInMemory({ plugins: [...bundledEntries([badges]), licences], wrap: refuseIdleTrips })
  })
  afterAll(() => rolecall.close())
  beforeEach(async () => {
    badge = 'gold'
    organization = await rolecall.createOrganization()
  })

  const given = async (userId: string) =>
    (await organization.reader.assignments.list([userId]))
      .filter(({ effect }) => effect === 'licence' || effect === 'badge')
      .map(
        (one) =>
          `${one.source.startsWith('kept') ? originOf(one) : one.rule} ${String(one.value['sku'] ?? one.value['badge'])}`,
      )

  /** The plan of a text, its apply, and a verification: all say the same. */
  async function planAndApply(text: string) {
    const plan = await organization.plan(text)
    await organization.newEvents()
    await organization.apply(plan)
    expect(await organization.verify()).toEqual([])
    expect((await organization.plan(text)).summary).toMatchObject({ adds: 0, removes: 0, changes: 0, effects: 0 })
    return plan
  }

  return {
    get rolecall() {
      return rolecall
    },
    get organization() {
      return organization
    },
    given,
    planAndApply,
    /** What the hook gives from now on. */
    setBadge(next: string) {
      badge = next
    },
  }
}
