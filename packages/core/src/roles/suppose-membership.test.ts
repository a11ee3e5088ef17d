import { expect, it } from 'vitest'

import type { CompiledMapping } from '../decider.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import type { StoreReader } from '../store.ts'
import type { Binding } from '../store/bindings.ts'
import { supposeMembership } from './suppose-membership.ts'

const user = { id: 'ann', data: { userName: 'ann@x', displayName: 'Ann' } } as unknown as UserRecord
const group = {
  id: 'g',
  displayName: 'Staff',
  externalId: 'e',
  data: { displayName: 'Staff' },
} as unknown as GroupRecord

function suppose(groupScope: 'bound' | 'all', ...bindings: readonly Pick<Binding, 'nameKey' | 'state'>[]) {
  const reader = { bindings: { ofGroup: async (id: string) => (id === 'g' ? bindings : []) } } as unknown as StoreReader
  return supposeMembership(reader, { groupScope } as CompiledMapping, user, group)
}

it('takes a group for what it would be to a decision: by its names, by those that it claims, or by none', async () => {
  const none = { id: 'g', nameKeys: [], claims: [], facts: null }
  expect(await suppose('bound')).toEqual(none)
  expect(await suppose('bound', { nameKey: 'staff', state: 'bound' }, { nameKey: 'crew', state: 'claimed' })).toEqual({
    ...none,
    nameKeys: ['staff'],
    claims: ['crew'],
  })
  expect(await suppose('bound', { nameKey: 'staff', state: 'changed' })).toMatchObject({ suspect: true })
})

it('takes it with all that is known of it, and the person as a user in it, where the mapping looks at that', async () => {
  expect((await suppose('all')).facts).toEqual({
    displayName: 'Staff',
    externalId: 'e',
    data: { displayName: 'Staff' },
    member: { value: 'ann', type: 'User', display: 'Ann' },
  })
})
