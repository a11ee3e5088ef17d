import type { StoreTransaction } from '@rolecall/core/store'
import type { Binding } from '@rolecall/core/store/bindings'

import { insertGroup, insertUser, testGrant } from './test-records.ts'

const size = { users: 1_500, groups: 2_000, members: 5, largestGroup: 1_000 }

/** Fills an organization so that an index pays: whoever reads all of it could be seen in a plan. */
export async function fillLargeDirectory(tx: StoreTransaction): Promise<void> {
  const users: string[] = []
  for (let index = 0; index < size.users; index++) {
    const userName = `user-${index}@example.com`
    const emails = [{ type: 'work', value: userName }]
    users.push((await insertUser(tx, { userName, externalId: `external-${index}`, emails })).id)
  }
  const bindings: Binding[] = []
  for (let index = 0; index < size.groups; index++) {
    const group = await insertGroup(tx, { displayName: `Group ${index}`, externalId: `external-${index}` })
    const members = index === 0 ? users.slice(0, size.largestGroup) : users.slice(index, index + size.members)
    bindings.push({ nameKey: group.displayNameKey, groupId: group.id, externalId: null, state: 'bound' })
    await tx.members.add(
      group.id,
      members.map((value) => ({ value, type: null })),
    )
  }
  await tx.bindings.put(bindings)
  await tx.grants.put(users.map(toGrant))
  await tx.assignments.put(users.flatMap(toAssignments))
  await tx.identities.put(
    users.map((userId, index) => ({ userId, connectionId: 'sso-1', subject: `subject-${index}` })),
  )
}

function toGrant(userId: string, index: number) {
  return testGrant(userId, {
    scope: `team:team-${index % 20}`,
    role: 'Steward',
    groupId: `group-${index}`,
    hold: index % 400 === 0 ? 'withheld' : index % 400 === 1 ? 'retained' : null,
    holdId: index % 400 === 1 ? 'hold-1' : null,
  })
}

function toAssignments(subject: string, index: number) {
  const effects = ['email.validated', ...(index % 100 === 0 ? ['finding'] : [])]
  return effects.map((effect) => ({ effect, subject, source: 's', rule: 'r', value: { validated: true } }))
}
