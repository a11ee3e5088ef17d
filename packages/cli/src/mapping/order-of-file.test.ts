import type { Decider, Subject } from '@rolecall/core/decider'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { FactKind } from '@rolecall/core/plugin/mapping-kind'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'

import { defaultPlugins } from '../bundled-plugins.ts'
import { toDecider } from '../to-decider.ts'

/** Entries and rules of every kind of the language; some give the same, and some give it twice. */
const entries = [
  { scimGroup: 'owners', type: 'organizationOwner' },
  { scimGroupId: 'g2', type: 'organizationRole', organizationRole: 'Member' },
  { scimGroup: 'STAFF', type: 'teamMemberRole', teamId: 'sales', teamMemberRole: 'Steward' },
  { scimGroup: 'staff', type: 'teamMemberRole', teamId: 'Sales', teamMemberRole: 'Editor' },
  {
    scimGroupPattern: '^team-(?<team>.+)_(?<role>editor|steward)s$',
    type: 'teamMemberRole',
    teamId: '${team}',
    teamMemberRole: '${role}',
  },
  { scimGroupPattern: '.*', type: 'teamMemberRole', teamId: 'all', teamMemberRole: 'Editor' },
] as const
const department = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'
const sales = { type: 'teamMemberRole', teamId: 'sales', teamMemberRole: 'Steward' }
const roleRules = [
  { id: 'emea', when: `group.displayName eq "staff" and user.${department} sw "EMEA"`, grant: [sales] },
  { id: 'active', when: 'user.active eq true', grant: [{ ...sales, teamId: 'everybody' }] },
  { id: 'outside', when: 'user.active eq true and not (user.groups[display eq "staff"])', grant: [sales] },
  { id: 'brief', when: 'group.displayName eq "owners"', grant: [sales], expires: '2999-01-31' },
  { id: 'two', when: 'group.displayName co "team"', grant: [sales, { ...sales, teamId: 'two' }] },
]
const others = {
  defaults: { organizationRole: 'Member' },
  teams: { authoritative: ['finance', 'sales'] },
  limits: { maxRevocations: 5, maxRevocationPercent: 20 },
  emailValidation: { equal: ['userName', 'emails[type eq "work"].value'] },
}

const names = ['owners', 'staff', 'team-north_editors', 'team-south_stewards', 'x']
const subject: fc.Arbitrary<Subject> = fc
  .record({
    groups: fc.subarray([0, 1, 2, 3, 4]),
    active: fc.boolean(),
    department: fc.constantFrom('EMEA North', 'APAC'),
  })
  .map(({ active, department: value, groups }) => ({
    id: 'ann',
    user: {
      userName: 'ann@example.com',
      active,
      emails: [{ type: 'work', value: 'ann@example.com' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: value },
    },
    groups: groups.map((index) => {
      const displayName = names[index] ?? ''
      return {
        id: `g${index}`,
        nameKeys: index < 2 ? [displayName] : [],
        claims: [],
        facts: {
          displayName,
          externalId: null,
          data: { displayName },
          member: { value: 'ann', type: 'User', display: 'Ann' },
        },
      }
    }),
  }))

/** Some of the language, as one writes it down and as another would. */
const twoFiles = fc
  .record({
    entries: fc.subarray([...entries], { minLength: 1 }),
    roleRules: fc.subarray(roleRules),
    others: fc.subarray(Object.entries(others)),
  })
  .chain(({ entries: some, roleRules: rules, others: rest }) => {
    const sections: [string, unknown][] = [['scimGroupMappings', some], ['roleRules', rules], ...rest]
    const shuffled = fc.tuple(...[some, rules].map((list: readonly unknown[]) => shuffle(list)))
    return fc
      .tuple(shuffled, shuffle(sections))
      .map(([[newEntries, newRules], order]) => [
        Object.fromEntries(sections),
        Object.fromEntries(
          order.map(([name, section]) => [
            name,
            name === 'scimGroupMappings' ? newEntries : name === 'roleRules' ? newRules : section,
          ]),
        ),
      ])
  })

function shuffle<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length })
}

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

let decider: Decider
beforeAll(async () => {
  const log = () => ({ info() {}, warn() {}, error() {} })
  decider = toDecider(await startPlugins(defaultPlugins(), { log }))
})

it('decides the same, and complains of the same, whatever the order of a file is', async () => {
  await fc.assert(
    fc.asyncProperty(twoFiles, fc.array(subject, { minLength: 1, maxLength: 3 }), async (files, people) => {
      const [one, other] = await Promise.all(
        files.map(async (file) => {
          const { diagnostics, mapping } = decider.compile({ text: JSON.stringify(file, null, 1), format: 'json' })
          const decisions = await Promise.all(
            people.map(async (person) => (await mapping?.decide([person], allFacts))?.assignments ?? null),
          )
          return {
            decisions: decisions.map((assignments) =>
              assignments?.map((assignment) => JSON.stringify(assignment)).toSorted(),
            ),
            diagnostics: diagnostics.map(({ code, severity }) => `${severity} ${code}`).toSorted(),
            policy: mapping?.policy,
          }
        }),
      )
      expect(other).toEqual(one)
      expect(one?.diagnostics.filter((line) => line.startsWith('error'))).toEqual([])
    }),
    { numRuns: 100 },
  )
})
