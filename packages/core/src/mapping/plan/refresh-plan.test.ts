import { describe, expect, it } from 'vitest'

import type { CompiledMapping, Subject } from '../../decider.ts'
import type { PlanResult } from '../../directory/plan.ts'
import { defaultCatalogue } from '../../directory/role-catalogue.ts'
import type { EventType, StoredEvent } from '../../plugin/event.ts'
import type { StoreReader } from '../../store.ts'
import type { Binding } from '../../store/bindings.ts'
import type { Person } from '../../store/people.ts'
import { compareDirectory, type DirectoryComparison } from './compare-directory.ts'
import { refreshPlan, type Review } from './refresh-plan.ts'

const now = '2027-01-01T00:00:00.000Z'
const end = '2027-01-02T00:00:00.000Z'

const section = {
  name: 's',
  effects: new Set(['role']),
  facts: new Set(['groups']),
  reads: new Set(['groups']),
  states: false,
  fingerprint: 'one',
}

/** Whoever is in a group that the name `staff` is bound to is an Editor, until `end` where they are in `late`, too. */
const mapping = {
  sections: [section],
  groupScope: 'bound',
  groupNames: new Set(['staff', 'late']),
  groupIds: new Set(),
  rules: [],
  decide: async (subjects: readonly Subject[]) => ({
    sections: [section],
    assignments: subjects.flatMap(({ groups, id: subject }) => {
      const names = groups.flatMap(({ nameKeys }) => nameKeys)
      const value = {
        scope: 'organization',
        role: 'Editor',
        groupId: '',
        expiresAt: names.includes('late') ? end : null,
      }
      return names.includes('staff') ? [{ effect: 'role', subject, source: 's', rule: 'r', value }] : []
    }),
    failures: [],
  }),
} as unknown as CompiledMapping

interface Directory {
  /** The groups of each person. */
  readonly people: Readonly<Record<string, readonly string[]>>
  readonly bindings?: Readonly<Record<string, string>>
  /** Whom events since the plan are about. */
  readonly touched?: readonly string[]
  readonly now?: string
}

function comparisonOf({ bindings = { staff: 'g1', late: 'g2' }, now: at = now, people, touched = [] }: Directory) {
  const record = (id: string): Person => ({
    id,
    userName: `${id}@x`,
    active: true,
    data: null,
    display: null,
    grants: '',
    memberships: JSON.stringify(people[id]),
  })
  const read: string[] = []
  const events = touched.map((id) => ({ type: 'MemberActivated' as EventType, subject: `users/${id}`, data: {} }))
  const reader = {
    users: { total: async () => Object.keys(people).length },
    people: {
      page: async () => Object.keys(people).map(record),
      findMany: async (ids: readonly string[]) => {
        read.push(...ids)
        return ids.filter((id) => id in people).map(record)
      },
    },
    bindings: {
      list: async () =>
        Object.entries(bindings).map(([nameKey, groupId]) => ({ nameKey, groupId, state: 'bound' }) as Binding),
    },
    groups: { listNames: async () => new Map(), findIdsByNames: async () => new Map() },
    members: {
      listUserIds: async (groupIds: readonly string[]) =>
        Object.keys(people).filter((id) => people[id]?.some((group) => groupIds.includes(group))),
    },
    events: { list: async (after: { index: number }) => (after.index === -1 ? (events as StoredEvent[]) : []) },
  } as unknown as StoreReader
  const comparison: DirectoryComparison = {
    reader,
    mapping,
    previous: mapping,
    mappingVersion: 2,
    circumstances: { teamIds: new Map(), catalogue: defaultCatalogue, now: at, authoritativeTeams: new Set() },
    limits: null,
    hooks: null,
  }
  return { comparison, read }
}

/** Plans the one directory, and refreshes the plan over the other: who gets a role then, and whom was asked about. */
async function refresh(before: Directory, after: Directory, review: Review = 'reviewed') {
  const { bindings, lines, templates } = await compareDirectory(comparisonOf(before).comparison)
  const { comparison, read } = comparisonOf(after)
  const result = { templates, bindings: bindings.text, factRevision: 1 } as unknown as PlanResult
  const refreshed = await refreshPlan(comparison, lines, result, review)
  const who = refreshed.lines.map(({ template, userId }) => {
    const line = refreshed.templates[template]
    return `${userId} ${line?.kind === 'adds' ? (line.put?.expiresAt ?? 'for ever') : line?.kind}`
  })
  return { who: who.toSorted(), read: read.toSorted() }
}

const people = { ann: ['g1'], bob: ['g1', 'g2'], cy: [] }
const stale = { code: 'PLAN_STALE' }

describe('a plan when it is applied', () => {
  it('is applied as it was made where nothing has happened, and asks about nobody', async () => {
    expect(await refresh({ people }, { people })).toEqual({ who: ['ann for ever', `bob ${end}`], read: [] })
  })

  it('asks about those alone whom something since concerns, and takes in what they get', async () => {
    const after = { people: { ...people, cy: ['g1'] }, touched: ['cy', 'ann'] }
    expect(await refresh({ people }, after)).toEqual({
      who: ['ann for ever', `bob ${end}`, 'cy for ever'],
      read: ['ann', 'cy'],
    })
  })

  it('is stale where a reviewed line holds no more, of somebody whom something concerns', async () => {
    const after = { people: { ...people, ann: [] }, touched: ['ann'] }
    await expect(refresh({ people }, after)).rejects.toMatchObject({
      ...stale,
      message: expect.stringContaining('ann@x'),
    })
    const other = { people: { ...people, ann: ['g1', 'g2'] }, touched: ['ann'] }
    await expect(refresh({ people }, other)).rejects.toMatchObject(stale)
    expect(await refresh({ people }, after, 'unreviewed')).toMatchObject({ who: [`bob ${end}`] })
    expect(await refresh({ people }, { people: after.people })).toMatchObject({ who: ['ann for ever', `bob ${end}`] })
  })

  it('drops a role whose time has ended since, and is not stale for it', async () => {
    expect(await refresh({ people }, { people, now: end })).toEqual({ who: ['ann for ever'], read: ['bob'] })
  })

  it('asks about the members of groups whose names are bound otherwise by now', async () => {
    const moved = { people: { ...people, cy: ['g3'] }, bindings: { staff: 'g1', late: 'g3' } }
    expect(await refresh({ people }, moved, 'unreviewed')).toEqual({
      who: ['ann for ever', 'bob for ever'],
      read: ['bob', 'cy'],
    })
    await expect(refresh({ people }, moved)).rejects.toMatchObject(stale)
  })
})
