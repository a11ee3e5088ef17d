import type { Grant } from '@rolecall/core/directory/grant'
import type { StoreReader, StoreTransaction } from '@rolecall/core/store'
import type { BindingState } from '@rolecall/core/store/bindings'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertGroup, insertUser, testGrant } from './test-records.ts'
import { withStore } from './with-store.ts'

/** Who and what a random transaction is about. */
interface Place {
  readonly users: readonly string[]
  /** As a provider may send members: by id, by `externalId`, and nobody. */
  readonly values: readonly string[]
  readonly groups: string[]
}

type Step = (tx: StoreTransaction, place: Place) => Promise<unknown>

const names = ['red', 'blue']
const anyOf = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
const some = <T>(list: readonly T[], indexes: readonly number[]): T[] => [
  ...new Set(indexes.map((index) => anyOf(list, index))),
]

const index = fc.nat(9)
const indexes = fc.uniqueArray(index, { maxLength: 5 })
const onGroup = (change: (tx: StoreTransaction, groupId: string, place: Place) => Promise<unknown>) =>
  index.map(
    (group): Step =>
      (tx, place) =>
        change(tx, anyOf(place.groups, group), place),
  )
const toMembers = (values: readonly string[]) => values.map((value) => ({ value, type: null }))

const memberStep = fc
  .record({ kind: fc.constantFrom('add', 'remove', 'replace', 'clear'), group: index, who: indexes })
  .map(({ group, kind, who }): Step => (tx, { groups, values }) => {
    const groupId = anyOf(groups, group)
    const chosen = some(values, who)
    if (kind === 'clear') return tx.members.clear(groupId)
    if (kind === 'remove') return tx.members.remove(groupId, chosen)
    return kind === 'add' ? tx.members.add(groupId, toMembers(chosen)) : tx.members.replace(groupId, toMembers(chosen))
  })

const bindingStep = fc
  .record({
    name: fc.constantFrom(...names),
    group: index,
    state: fc.option(fc.constantFrom<BindingState[]>('bound', 'changed', 'claimed')),
  })
  .map(({ group, name: nameKey, state }): Step => (tx, { groups }) => {
    const groupId = anyOf(groups, group)
    if (state === null) return tx.bindings.delete([{ nameKey, groupId }])
    return tx.bindings.put([{ nameKey, groupId, externalId: null, state }])
  })

const givenStep = fc
  .record({
    isGrant: fc.boolean(),
    isPut: fc.boolean(),
    who: fc.uniqueArray(index, { minLength: 1, maxLength: 3 }),
    role: fc.constantFrom('Owner', 'Member'),
  })
  .map(({ isGrant, isPut, role, who }): Step => (tx, { users }) => {
    const grants: Grant[] = some(users, who).map((userId) => testGrant(userId, { role }))
    const given = some(users, who).map((subject) => ({ subject, effect: 'x', source: 's', rule: role, value: {} }))
    if (isGrant) return isPut ? tx.grants.put(grants) : tx.grants.delete(grants)
    return isPut ? tx.assignments.put(given) : tx.assignments.delete(given)
  })

const readStep = fc.oneof(
  onGroup((tx, groupId) => tx.members.listUserIds([groupId])),
  onGroup((tx, groupId) => tx.members.list([groupId])),
  onGroup((tx, groupId) => tx.bindings.ofGroup(groupId)),
  onGroup((tx, _, { users }) => tx.members.listDeciding(users, { groupIds: [], all: true })),
  index.map(
    (who): Step =>
      (tx, { users }) =>
        tx.grants.list({ userIds: [anyOf(users, who)] }),
  ),
  index.map(
    (who): Step =>
      (tx, { users }) =>
        tx.assignments.list([anyOf(users, who)]),
  ),
)

const otherStep = fc.oneof(
  onGroup((tx, groupId) => tx.members.removeGroup(groupId)),
  onGroup((tx, groupId) => tx.groups.touch([groupId])),
  index.map(
    (user): Step =>
      (tx, { users }) =>
        tx.members.removeUser(anyOf(users, user)),
  ),
  fc.constant<Step>(async (tx, { groups }) => groups.push((await insertGroup(tx, { displayName: 'new' })).id)),
)

const steps = fc.array(
  fc.oneof(
    { arbitrary: memberStep, weight: 5 },
    { arbitrary: bindingStep, weight: 4 },
    { arbitrary: givenStep, weight: 3 },
    { arbitrary: readStep, weight: 2 },
    { arbitrary: otherStep, weight: 1 },
  ),
  { minLength: 1, maxLength: 8 },
)

/** What a decision, an answer and a guard read, one after another: what goes together may be seen by all where one has to see it. */
async function readAll(reader: StoreReader, { groups, users }: Place) {
  const read: unknown[] = []
  for (const [all, groupIds] of [
    [true, []],
    [false, []],
    [false, groups.slice(0, 2)],
  ] as const)
    read.push(inAnyOrderOfNames(await reader.members.listDeciding(users, { all, groupIds })))
  for (const groupId of groups) read.push((await reader.members.list([groupId])).get(groupId) ?? [])
  for (const groupId of groups) read.push(await reader.bindings.ofGroup(groupId))
  read.push(await reader.grants.list({ userIds: users }), await reader.assignments.list(users))
  read.push(await reader.members.listGroupsOf(users))
  return read
}

/** Whether the row without a name is the first or the last each database says in its own way. */
function inAnyOrderOfNames<Row extends { readonly nameKey: string | null }>(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ nameKey }) => nameKey !== null).concat(rows.filter(({ nameKey }) => nameKey === null))
}

/** A transaction sees what it has written, though that is kept until its end. */
export function describeOwnWrites(underTest: StoreUnderTest): void {
  describe('what a transaction has written', () => {
    const store = withStore(underTest)

    it('is in what it reads as everybody sees it afterwards, whatever it was', async () => {
      const property = fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 3 }), async (transactions) => {
        const { reader, write } = await createTestOrganization(store())
        const users: string[] = []
        const groups: string[] = []
        await write(async (tx) => {
          for (const name of ['ann', 'bob', 'cid', 'dee'])
            users.push((await insertUser(tx, { userName: name, externalId: `of ${name}` })).id)
          for (const displayName of ['a', 'b']) groups.push((await insertGroup(tx, { displayName })).id)
        })
        const place = { users, groups, values: [...users, 'of ann', 'of bob', 'nobody', groups[0] as string] }
        for (const transaction of transactions) {
          const seen = await write(async (tx) => {
            for (const step of transaction) await step(tx, place)
            return readAll(tx, place)
          })
          expect(seen).toEqual(await readAll(reader, place))
        }
      })
      await fc.assert(property, { numRuns: 60 })
    })

    it('is found by what it may be sent as', async () => {
      const { write } = await createTestOrganization(store())
      const found = await write(async (tx) => {
        const { id } = await insertGroup(tx, { displayName: 'a', externalId: 'of a' })
        const one = await tx.groups.findSentAs(['of a', 'nobody'])
        await insertGroup(tx, { displayName: 'b' })
        return [one, (await tx.groups.findSentAs([id])).get(id)]
      })
      expect(found).toEqual([new Map([['of a', 'externalId']]), 'id'])
    })

    it('has the names of a group for those who were in it and for those who come', async () => {
      const { write } = await createTestOrganization(store())
      const binding = { nameKey: 'red', externalId: null, state: 'bound' } as const
      const [ann, bob, groupId] = await write(async (tx) => {
        const [one, other] = [await insertUser(tx, { userName: 'ann' }), await insertUser(tx, { userName: 'bob' })]
        const group = await insertGroup(tx, { displayName: 'red' })
        await tx.members.add(group.id, toMembers([one.id]))
        return [one.id, other.id, group.id]
      })
      await write(async (tx) => {
        await tx.bindings.put([{ ...binding, groupId }])
        await tx.members.add(groupId, toMembers([bob]))
        const named = (userId: string) => ({
          userId,
          groupId,
          value: userId,
          type: null,
          nameKey: 'red',
          state: 'bound',
        })
        expect(await tx.members.listDeciding([ann, bob], { groupIds: [], all: false })).toEqual([
          named(ann),
          named(bob),
        ])
        await tx.bindings.put([{ ...binding, nameKey: 'blue', groupId }])
        await tx.bindings.delete([{ nameKey: 'blue', groupId }])
        expect(await tx.bindings.ofGroup(groupId)).toEqual([{ ...binding, groupId }])
      })
    })
  })
}
