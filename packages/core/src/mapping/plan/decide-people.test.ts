import { expect, it } from 'vitest'

import type { CompiledMapping, Decision, Subject } from '../../decider.ts'
import { defaultCatalogue } from '../../directory/role-catalogue.ts'
import type { Person } from '../../store/people.ts'
import { createPeopleDecider } from './decide-people.ts'
import { createReasons } from './reasons.ts'

const section = { name: 's', effects: new Set(['role']), facts: new Set(), reads: new Set(['groups']), states: false }

/** Gives everybody a role of the team that their first group is called by; `decided` counts who was asked about. */
function createMapping(decided: Subject[]): CompiledMapping {
  const decide = async (subjects: readonly Subject[]): Promise<Decision> => {
    decided.push(...subjects)
    const assignments = subjects.map(({ groups, id: subject }) => {
      const [group] = groups
      const value = { scope: `team:${group?.id}`, role: 'Editor', groupId: group?.id ?? '', expiresAt: null }
      return { effect: 'role', subject, source: 's', rule: 'r', value }
    })
    return { sections: [section as never], assignments, failures: [] }
  }
  return { sections: [section], groupScope: 'bound', rules: [], decide } as unknown as CompiledMapping
}

const people = Array.from({ length: 12 }, (_, index): Person => {
  const group = `g${index % 3}`
  const grants =
    index % 2 === 0
      ? index % 4 === 0
        ? ''
        : '[]'
      : JSON.stringify([['team:g0', 'Editor', 's:r', 'g0', 1, 1, null, null]])
  const common = { active: true, data: null, display: null, userName: `user-${index}` }
  return { ...common, id: `u${index}`, memberships: JSON.stringify([group]), grants }
})

/** Page by page, each of one person; `capacity` is how much is remembered. */
async function decideAll(capacity?: number) {
  const decided: Subject[] = []
  const decider = createPeopleDecider(
    {
      mapping: createMapping(decided),
      mappingVersion: 2,
      circumstances: {
        teamIds: new Map(),
        catalogue: defaultCatalogue,
        now: '2026-01-01T00:00:00.000Z',
        authoritativeTeams: new Set(),
      },
      subjects: {
        toSubject: ({ id, memberships }) => ({ id, user: null, groups: toGroups(memberships) }),
        toGroupsKey: ({ memberships }) => memberships,
      },
      suspects: new Set(),
      reasons: createReasons({ rules: [] } as unknown as CompiledMapping, new Map()),
      hooks: null,
    },
    capacity,
  )
  const lines = []
  for (const person of people) {
    for (const { template, userId } of await decider.decide([person], {
      sections: [],
      assignments: [],
      failures: [],
    })) {
      const { deleted, put } = decider.templates[template] as { readonly deleted: unknown; readonly put: unknown }
      lines.push({ userId, put, deleted })
    }
  }
  return { lines, decided: decided.length }
}

function toGroups(memberships: string): Subject['groups'] {
  return (JSON.parse(memberships) as string[]).map((id) => ({ id, nameKeys: [id], claims: [], facts: null }))
}

it('says the same of everybody, however much it has forgotten meanwhile', async () => {
  const all = await decideAll()
  expect(all.decided).toBe(3)
  expect(all.lines.length).toBeGreaterThan(people.length / 2)
  for (const capacity of [0, 1, 2]) {
    const forgetful = await decideAll(capacity)
    expect(forgetful.lines).toEqual(all.lines)
    expect(forgetful.decided).toBeGreaterThan(all.decided)
  }
})
