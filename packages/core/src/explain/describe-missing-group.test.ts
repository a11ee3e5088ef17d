import { expect, it } from 'vitest'

import type { GroupRecord, UserRecord } from '../directory/member.ts'
import type { StoreReader } from '../store.ts'
import { describeMissingGroup } from './describe-missing-group.ts'

interface Directory {
  /** Groups by id, with the names they have now. */
  readonly groups: Readonly<Record<string, string>>
  /** Which group a name is bound to. */
  readonly bindings?: Readonly<Record<string, string>>
  /** Members that stand for nobody: group and value. */
  readonly unresolved?: readonly (readonly [string, string])[]
  readonly groupsOfAnn?: readonly string[]
  readonly claims?: readonly string[]
}

function readerOf({ bindings = {}, groups, groupsOfAnn = [], unresolved = [] }: Directory): StoreReader {
  const record = (id: string) => {
    const displayName = groups[id]
    return displayName === undefined
      ? undefined
      : ({ id, displayName, displayNameKey: displayName.toLowerCase(), externalId: `ext ${id}` } as GroupRecord)
  }
  return {
    bindings: { ofName: async (name: string) => (name in bindings ? [{ groupId: bindings[name] }] : []) },
    groups: {
      find: async (id: string) => record(id),
      findMany: async (ids: readonly string[]) => ids.flatMap((id) => record(id) ?? []),
      listNames: async () => new Map(Object.entries(groups)),
    },
    members: {
      findUnresolved: async (values: readonly string[]) =>
        unresolved.filter(([, value]) => values.includes(value)).map(([groupId, value]) => ({ groupId, value })),
      listGroupsOf: async () =>
        new Map([['ann', groupsOfAnn.map((groupId) => ({ groupId, displayName: groups[groupId] }))]]),
    },
  } as unknown as StoreReader
}

const ann = {
  id: 'ann',
  userName: 'ann@x',
  externalId: 'E7' as string | null,
  data: { emails: [{ value: 'ann@home' }, { type: 'none' }] },
} as unknown as UserRecord

const said = (directory: Directory, name: string, user = ann) =>
  describeMissingGroup(
    readerOf(directory),
    {
      user,
      subject: {
        id: 'ann',
        user: {},
        groups: [{ id: 'x', nameKeys: [], claims: directory.claims ?? [], facts: null }],
      },
    },
    name,
  )

const staff = { groups: { g1: 'Staff' }, bindings: { staff: 'g1' } }
const byAddress = 'a member is found by its SCIM id or its externalId, never by an address.'

it.each<[string, Directory, string, string]>([
  ['is not there', { groups: {} }, 'Staff', 'There is no group "Staff".'],
  ['is there', staff, 'STAFF', 'The member is not in the group "STAFF".'],
  ['is named by id', { groups: { g1: 'Other' } }, 'g1', 'The member is not in the group "g1".'],
  [
    'has another name now',
    { ...staff, groups: { g1: 'Crew' } },
    'staff',
    'The member is not in the group "staff", which is called "Crew" now.',
  ],
  [
    'has lost its name to a group of the member',
    { ...staff, claims: ['staff'] },
    'Staff',
    'The member is in a group that has taken the name "Staff" over from another one; what it gives is held back until an owner decides.',
  ],
  ['has lost another name', { ...staff, claims: ['crew'] }, 'Staff', 'The member is not in the group "Staff".'],
  [
    'only looks the same',
    { groups: { g2: 'Staff\u00a0' } },
    'Staff',
    'There is no group "Staff". Another group only looks the same: "Staff[U+00A0]".',
  ],
  ['is no other by case', { groups: { g2: 'STAFF' } }, 'Staff', 'There is no group "Staff".'],
  [
    'has the member by name',
    { ...staff, unresolved: [['g1', 'ann@x']] },
    'staff',
    `The group "staff" has a member "ann@x" that stands for nobody yet: ${byAddress}`,
  ],
  [
    'has the member by address',
    { ...staff, unresolved: [['g1', 'ann@home']] },
    'staff',
    `The group "staff" has a member "ann@home" that stands for nobody yet: ${byAddress}`,
  ],
  [
    'has the member by externalId, and another name',
    { ...staff, groups: { g1: 'Crew' }, unresolved: [['g1', 'E7']] },
    'staff',
    `The group "staff", which is called "Crew" now, has a member "E7" that stands for nobody yet: ${byAddress}`,
  ],
  [
    'has somebody else',
    { ...staff, unresolved: [['g1', 'bob@x']] },
    'staff',
    'The member is not in the group "staff".',
  ],
  [
    'is another one than has the member',
    { ...staff, groups: { g1: 'Staff', g2: 'Crew' }, unresolved: [['g2', 'ann@x']] },
    'staff',
    'The member is not in the group "staff".',
  ],
  [
    'has a group of the member as a member',
    { ...staff, groups: { g1: 'Staff', g2: 'Crew' }, groupsOfAnn: ['g2'], unresolved: [['g1', 'g2']] },
    'staff',
    'The member is in "Crew", which is a member of the group "staff": a group as a member gives nothing (nested-group).',
  ],
  [
    'has a group of the member as a member, by its externalId and through another one',
    {
      ...staff,
      groups: { g1: 'Staff', g2: 'Crew', g3: 'Between' },
      groupsOfAnn: ['g2'],
      unresolved: [
        ['g3', 'ext g2'],
        ['g1', 'g3'],
      ],
    },
    'staff',
    'The member is in "Crew", which is a member of the group "staff": a group as a member gives nothing (nested-group).',
  ],
  [
    'has groups within one another',
    {
      ...staff,
      groups: { g1: 'Staff', g2: 'Crew', g3: 'Between' },
      groupsOfAnn: ['g2'],
      unresolved: [
        ['g3', 'g2'],
        ['g2', 'g3'],
      ],
    },
    'staff',
    'The member is not in the group "staff".',
  ],
])('a group that %s', async (_what, directory, name, sentence) => {
  expect(await said(directory, name)).toBe(sentence)
})

it('is looked for by the name alone of somebody of whom nothing else is known', async () => {
  const bare = { ...ann, externalId: null, data: {} }
  const directory = { ...staff, unresolved: [['g1', 'E7'] as const] }
  expect(await said(directory, 'staff', bare)).toBe('The member is not in the group "staff".')
})
