import { describe, expect, it } from 'vitest'

import type { RuleTrace } from '../decider.ts'
import type { GrantView } from '../directory/member-view.ts'
import type { EventType, StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import { explainGrant, type GrantToExplain } from './explain-grant.ts'

const since = '2027-01-02T00:00:00.000Z'
const cause = { kind: 'scim', requestId: 'req', keyId: 'k1' } as const

const event = (type: EventType, time: string, data: StoredEvent['data'] = {}): StoredEvent => ({
  type,
  subject: 'groups/g1',
  data,
  revision: 5,
  index: 0,
  time,
  cause,
})

interface Known {
  /** What the group is called now; nothing where it is gone. */
  readonly name?: string
  readonly events?: readonly StoredEvent[]
  /** As what the member was added to the group. */
  readonly addition?: string
  readonly ofRevision?: readonly StoredEvent[]
}

const readerOf = ({ addition, events = [], name, ofRevision = [] }: Known): StoreReader =>
  ({
    groups: { find: async () => (name === undefined ? undefined : { id: 'g1', displayName: name }) },
    events: {
      list: async () => events,
      listOf: async () => events,
      listOfSubject: async () => events,
      listOfRevision: async () => ofRevision,
    },
    members: { findAddition: async () => (addition === undefined ? undefined : { revision: 5, value: addition }) },
    keys: { find: async (id: string) => (id === 'k1' ? { displayName: 'Provider' } : undefined) },
    mappings: {
      find: async (version: number) =>
        version === 1
          ? { created: since, authorKeyId: 'k1' }
          : version === 2
            ? { created: since, authorKeyId: null }
            : undefined,
    },
  }) as unknown as StoreReader

const view: GrantView = {
  scope: 'team:sales',
  role: 'Editor',
  source: 'mapping',
  state: 'active',
  effective: true,
  rule: 's:r',
  group: null,
  groupId: 'g1',
  mappingVersion: 1,
  since,
  expiresAt: null,
}

const trace = (id: string, groupId: string | null, line: number): RuleTrace => ({
  rule: { id, section: 's', line, column: 1 },
  groupId,
  condition: { kind: 'comparison', result: true, text: `line ${line}`, fact: null },
  fired: true,
  withheld: null,
  gives: [],
  expiresAt: null,
  references: [],
})

const explain = (known: Known, grant: Partial<GrantToExplain> = {}) =>
  explainGrant(readerOf(known), { userId: 'ann', view, shown: true, traces: [], given: undefined, ...grant })

describe('the rule of a grant', () => {
  const lines = async (traces: readonly RuleTrace[], more: Partial<GrantView> = {}) => {
    const { condition, line } = await explain({}, { traces, view: { ...view, ...more } })
    return [line, condition?.text ?? null]
  }

  it('is the one of its group, or else the first of it', async () => {
    const traces = [trace('other', 'g1', 1), trace('r', 'g0', 2), trace('r', 'g1', 3)]
    expect(await lines(traces)).toEqual([3, 'line 3'])
    expect(await lines(traces, { groupId: 'g9' })).toEqual([2, 'line 2'])
    expect(await lines(traces, { rule: 's:gone' })).toEqual([null, null])
    expect(await lines(traces, { rule: null })).toEqual([null, null])
  })

  it('has no line where it is of the defaults', async () => {
    expect(await lines([trace('r', 'g1', 0)])).toEqual([null, 'line 0'])
  })
})

describe('what has filled the templates of the rule', () => {
  const given = (role: string, ...captures: readonly string[]) => ({
    effect: 'role',
    value: { scope: 'team:sales', role },
    filled: captures.map((name) => ({ name, value: role })),
  })
  const filled = async (gives: readonly object[]) => {
    const { filled: shown } = await explain({}, { traces: [{ ...trace('r', 'g1', 3), gives } as unknown as RuleTrace] })
    return shown
  }

  it('is that of the very grant, of several that it gives', async () => {
    const editor = given('editor', 'team', 'role')
    expect(await filled([given('Owner', 'role'), editor])).toEqual(editor.filled)
    const { filled: _, ...plain } = editor
    expect(await filled([plain, editor])).toEqual(editor.filled)
  })

  it('is nothing where no template was filled', async () => {
    const { filled: _, ...plain } = given('Editor')
    expect(await filled([plain])).toEqual([])
    expect(await filled([given('Owner', 'role')])).toEqual([])
    expect((await explain({})).filled).toEqual([])
  })
})

describe('the name of the group', () => {
  const names = async (known: Known, groupId: string | null = 'g1') => {
    const { groupNow, groupThen } = await explain(known, { view: { ...view, groupId } })
    return [groupNow, groupThen]
  }
  const renamed = (time: string, from: string) => event('GroupRenamed', time, { from })
  const deleted = event('GroupDeleted', '2027-01-09T00:00:00.000Z', { displayName: 'last' })

  it('is what it was before the first rename since', async () => {
    expect(await names({ name: 'now' })).toEqual(['now', 'now'])
    const events = [
      renamed(since, 'before'),
      renamed('2027-01-03T00:00:00.000Z', 'then'),
      renamed('2027-01-04T00:00:00.000Z', 'later'),
    ]
    expect(await names({ name: 'now', events })).toEqual(['now', 'then'])
    expect(await names({ name: 'now', events: events.slice(0, 1) })).toEqual(['now', 'now'])
  })

  it('is the last one of a group that is gone', async () => {
    expect(await names({ events: [event('GroupMemberAdded', since, { displayName: 'no' }), deleted] })).toEqual([
      null,
      'last',
    ])
    expect(await names({})).toEqual([null, null])
    const given = event('GroupMemberAdded', '2027-01-09T00:00:00.000Z', { from: 'no', displayName: 'no' })
    expect(await names({ events: [given] })).toEqual([null, null])
  })

  it('is none where there is no group', async () => {
    expect(await names({ name: 'now' }, null)).toEqual([null, null])
  })
})

describe('the cause', () => {
  const told = { kind: 'scim', requestId: 'req', keyId: 'k1', keyName: 'Provider' }
  const joined = event('GroupMemberAdded', '2027-01-01T00:00:00.000Z', { value: 'v' })
  const given = { ...event('RoleGranted', since), cause: { ...cause, keyId: 'gone' } }

  it('is the request that put the member into the group', async () => {
    const other = event('GroupMemberAdded', '2026-12-31T00:00:00.000Z', { value: 'other' })
    const renamed = event('GroupRenamed', '2026-12-30T00:00:00.000Z', { value: 'v' })
    const known = { addition: 'v', ofRevision: [renamed, other, joined] }
    expect((await explain(known, { given })).cause).toEqual({ ...told, time: joined.time })
  })

  it('is the request that gave it where nothing else is known, or there is no group', async () => {
    const byGiven = { ...told, time: since, keyId: 'gone', keyName: null }
    expect((await explain({}, { given })).cause).toEqual(byGiven)
    const known = { addition: 'v', ofRevision: [joined] }
    expect((await explain(known, { given, view: { ...view, groupId: null } })).cause).toEqual(byGiven)
    expect((await explain({ addition: 'v' }, {})).cause).toBeNull()
  })
})

it('tells the version of the mapping and its author', async () => {
  const mapping = async (mappingVersion: number | null) =>
    (await explain({}, { view: { ...view, mappingVersion } })).mapping
  expect(await mapping(1)).toEqual({ version: 1, created: since, authorKeyId: 'k1', author: 'Provider' })
  expect(await mapping(2)).toEqual({ version: 2, created: since, authorKeyId: null, author: null })
  expect([await mapping(3), await mapping(null)]).toEqual([null, null])
})
