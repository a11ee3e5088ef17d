import { describe, expect, it } from 'vitest'

import { toBraked } from '../../directory/kept-effect.ts'
import type { Hold, HoldKind } from '../../directory/hold.ts'
import type { Grant } from '../../directory/grant.ts'
import type { Assignment } from '../../plugin/assignment.ts'
import type { StoreReader } from '../../store.ts'
import { toManualGrant } from '../manual-grant.ts'
import { readHoldLines, readWaiting } from './read-hold-lines.ts'

const now = '2027-01-01T00:00:00.000Z'
const manual = toManualGrant('ann', 'organization', 'Owner', now)
const derived: Grant = {
  ...manual,
  scope: 'team:sales' as Grant['scope'],
  role: 'Editor',
  source: 'mapping',
  ruleId: 's:r',
  groupId: 'g',
  hold: 'withheld',
}
const licence: Assignment = { effect: 'licence', subject: 'ann', value: { sku: 'E5' }, rule: 'r', source: 's' }

interface Waits {
  readonly byHold?: readonly Grant[]
  readonly byGroup?: readonly Grant[]
  readonly effects?: readonly Assignment[]
  readonly teams?: readonly (readonly [string, string])[]
}

const readerOf = ({ byGroup = [], byHold = [], effects = [], teams = [] }: Waits) =>
  ({
    grants: {
      list: async ({ holdId, withheldOf }: { holdId?: string; withheldOf?: string }) =>
        holdId === 'h' ? byHold : withheldOf === 'g' ? byGroup : [],
    },
    assignments: {
      list: async (people: readonly string[]) => effects.filter(({ subject }) => people.includes(subject)),
      listWithheld: async (groupId: string) => effects.filter(({ withheldOf }) => withheldOf === groupId),
    },
    users: { findMany: async (ids: readonly string[]) => ids.map((id) => ({ id, userName: `${id}@x` })) },
    groups: {
      findMany: async (ids: readonly string[]) =>
        ids.flatMap((id) => (id === 'g' ? [{ id, displayName: 'Staff' }] : [])),
    },
    teams: {
      findMany: async (keys: readonly string[]) =>
        teams.flatMap(([key, id]) => (keys.includes(key) ? [{ key, id }] : [])),
    },
  }) as unknown as StoreReader

const hold = (kind: HoldKind, detail: Hold['detail'] = {}) => ({ id: 'h', kind, detail, lines: null }) as Hold

describe('what waits by a hold', () => {
  it.each<[HoldKind, Hold['detail'], readonly Grant[]]>([
    ['brake', { groupId: 'g' }, [manual]],
    ['person-replaced', { groupId: 'g' }, [manual]],
    ['takeover', { groupId: 'g' }, [derived]],
    ['external-id-changed', { groupId: 'g' }, [derived]],
    ['owner-relinked', { userId: 'ann' }, []],
  ])('of the kind %s are the roles that it keeps, or that its group gives', async (kind, detail, grants) => {
    const reader = readerOf({ byHold: [manual], byGroup: [derived] })
    expect((await readWaiting(reader, hold(kind, detail))).grants).toEqual(grants)
  })

  it('of the brake is what plugins gave, of its people and by this very hold', async () => {
    const kept = toBraked(licence, 'h')
    const effects = [kept, toBraked(licence, 'other'), toBraked({ ...licence, subject: 'bob' }, 'h'), licence]
    const waiting = async (kind: HoldKind, detail: Hold['detail']) =>
      (await readWaiting(readerOf({ effects }), hold(kind, detail))).effects
    expect(await waiting('brake', { people: ['ann'] })).toEqual([kept])
    expect(await waiting('brake', { people: 'ann' })).toEqual([])
    expect(await waiting('brake', {})).toEqual([])
    expect(await waiting('person-replaced', { people: ['ann'] })).toEqual([])
  })

  it('of a group is what plugins would give by it', async () => {
    const withheld = { ...licence, withheldOf: 'g' }
    const reader = readerOf({ effects: [withheld, licence] })
    expect((await readWaiting(reader, hold('takeover', { groupId: 'g' }))).effects).toEqual([withheld])
  })
})

describe('the lines of a hold', () => {
  const line = { id: expect.any(String), userId: 'ann', emailAddress: 'ann@x' }

  it('say who has, or would have, which role, by what', async () => {
    const of = async (grants: readonly Grant[], teams: Waits['teams'] = []) =>
      readHoldLines(readerOf({ byHold: grants, teams }), hold('brake'))
    const role = { ...line, scope: 'team:Sales', role: 'Editor', rule: 's:r', group: 'Staff', groupId: 'g' }
    expect(await of([derived], [['sales', 'Sales']])).toEqual([{ ...role, effect: 'grant' }])
    expect(await of([{ ...derived, groupId: 'gone' }])).toMatchObject([
      { scope: 'team:sales', group: null, groupId: 'gone' },
    ])
    const byHand = { ...line, scope: 'organization', role: 'Owner', rule: null, group: null, groupId: null }
    expect(await of([{ ...manual, hold: 'retained' }])).toEqual([{ ...byHand, effect: 'revoke' }])
  })

  it('say the same of what plugins give', async () => {
    const withheld = { ...licence, withheldOf: 'g' }
    const effect = { ...line, scope: 'effect:licence', role: '{"sku":"E5"}', rule: 's:r' }
    expect(await readHoldLines(readerOf({ effects: [withheld] }), hold('takeover', { groupId: 'g' }))).toEqual([
      { ...effect, effect: 'grant', group: 'Staff', groupId: 'g' },
    ])
    const kept = readerOf({ effects: [toBraked(licence, 'h')] })
    expect(await readHoldLines(kept, hold('brake', { people: ['ann'] }))).toEqual([
      { ...effect, effect: 'revoke', group: null, groupId: null },
    ])
  })

  it('are those that it had, once it is decided', async () => {
    const lines = [{ ...line, id: 'l', scope: 's', role: 'r', effect: 'grant', rule: null, group: null, groupId: null }]
    const decided = { ...hold('brake'), lines } as Hold
    expect(await readHoldLines(readerOf({ byHold: [manual] }), decided)).toBe(lines)
  })
})
