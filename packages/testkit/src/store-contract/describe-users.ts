import type { StoreTransaction } from '@rolecall/core/store'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertGroup, insertUser, testGrant, testId } from './test-records.ts'
import { withStore } from './with-store.ts'

/** Users: columns, look-ups, accounts and what goes with a user that is deleted. */
export function describeUsers(underTest: StoreUnderTest): void {
  describe('users', () => {
    const store = withStore(underTest)

    it('gives back what was stored: order of keys, text of any script, numbers, columns', async () => {
      const { reader, write } = await createTestOrganization(store())
      const data = {
        zoneinfo: 'z',
        userName: 'Ann@Example.com',
        name: { givenName: 'Ann', familyName: '𝒵ürich 漢字 "quoted" \\ \u0001' },
        emails: [{ value: 'ann@example.com', type: 'work', primary: true }],
        externalId: 'ext-1',
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'x' },
        10: 1.5,
        active: false,
      }
      const user = await write((tx) =>
        insertUser(tx, data, {
          provisioned: false,
          emailValidated: true,
          version: 7,
          created: '2020-01-01T00:00:00.000Z',
        }),
      )
      const found = await reader.users.find(user.id)
      expect(found).toEqual(user)
      expect(JSON.stringify(found?.data)).toBe(JSON.stringify(data))
    })

    it('finds by id, by folded userName and by exact externalId', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [ann, bob, eve] = await write(async (tx) => [
        await insertUser(tx, { userName: 'Ann@Example.com', externalId: 'e-1' }),
        await insertUser(tx, { userName: 'bob@example.com', externalId: 'e-2' }),
        await insertUser(tx, { userName: 'eve@example.com', externalId: 'e-2' }),
      ])
      expect(await reader.users.findByUserName('ann@example.com')).toEqual(ann)
      expect(await reader.users.findByUserName('Ann@Example.com')).toBeUndefined()
      expect(await reader.users.findByExternalId('e-2')).toEqual([bob, eve])
      expect(await reader.users.findByExternalId('e-2', 1)).toEqual([bob])
      expect(await reader.users.findByExternalId('E-2')).toEqual([])
      expect(await reader.users.findMany([eve.id, testId(), ann.id, ann.id])).toEqual([ann, eve])
      expect(await reader.users.findMany([])).toEqual([])
    })

    it('finds whom a new user would collide with', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [ann, bob] = await write(async (tx) => [
        await insertUser(tx, { userName: 'ann@example.com', externalId: 'e-1' }),
        await insertUser(tx, { userName: 'bob@example.com', externalId: 'e-2' }),
        await insertUser(tx, { userName: 'eve@example.com' }),
      ])
      expect(await reader.users.findConflicts('ann@example.com', 'e-2')).toEqual([ann, bob])
      expect(await reader.users.findConflicts('ann@example.com', 'e-1')).toEqual([ann])
      expect(await reader.users.findConflicts('bob@example.com', null)).toEqual([bob])
      const [eve, fay] = await write(async (tx) => [
        await insertUser(tx, { userName: 'eve2@example.com', externalId: 'e-2' }),
        await insertUser(tx, { userName: 'fay@example.com', externalId: 'e-2' }),
      ])
      expect(await reader.users.findConflicts('eve2@example.com', 'e-2')).toEqual([bob, eve, fay])
      expect(await reader.users.findConflicts('new@example.com', null)).toEqual([])
    })

    it('writes every column of an existing user, and the keys that filters read', async () => {
      const { reader, write } = await createTestOrganization(store())
      const user = await write((tx) => insertUser(tx, { userName: 'ann@example.com', externalId: 'e-1' }))
      const changed = await write(async (tx) => {
        const accountId = await tx.users.accountFor('ann2@example.com', testId())
        const next = {
          ...user,
          accountId,
          provisioned: false,
          active: false,
          emailValidated: true,
          userName: 'Ann2@example.com',
          userNameKey: 'ann2@example.com',
          externalId: null,
          data: { userName: 'Ann2@example.com', title: 'Boss' },
          version: 2,
          lastModified: '2026-03-03T00:00:00.000Z',
        }
        await tx.users.update(next, user)
        return next
      })
      expect(await reader.users.find(user.id)).toEqual(changed)
      expect(await reader.users.findByUserName('ann@example.com')).toBeUndefined()
      expect(await reader.users.findByUserName('ann2@example.com')).toEqual(changed)
      expect(await reader.users.findByExternalId('e-1')).toEqual([])
    })

    it('sets the validation of some users and leaves the others', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [ann, bob, eve] = await write(async (tx) => [
        await insertUser(tx, { userName: 'ann' }),
        await insertUser(tx, { userName: 'bob' }, { emailValidated: true }),
        await insertUser(tx, { userName: 'eve' }, { emailValidated: true }),
      ])
      await write((tx) =>
        tx.users.setEmailValidated([
          { userId: ann.id, validated: true },
          { userId: bob.id, validated: false },
        ]),
      )
      expect(await reader.users.list({ after: null, limit: 10 })).toEqual([
        { ...ann, emailValidated: true },
        { ...bob, emailValidated: false },
        eve,
      ])
    })

    it('lists all members by id, page by page, and counts them', async () => {
      const { reader, write } = await createTestOrganization(store())
      const users = await write(
        async (tx) =>
          [
            await insertUser(tx, { userName: 'c' }),
            await insertUser(tx, { userName: 'b' }, { provisioned: false }),
            await insertUser(tx, { userName: 'a', active: false }),
          ] as const,
      )
      const [, second, third] = users
      expect(await reader.users.list({ after: null, limit: 2 })).toEqual(users.slice(0, 2))
      expect(await reader.users.list({ after: second.id, limit: 2 })).toEqual([third])
      expect(await reader.users.list({ after: third.id, limit: 2 })).toEqual([])
      expect(await reader.users.count()).toEqual({ members: 3, inactive: 1 })
    })

    it('finds the account of an e-mail address, or makes it with the given id, across organizations', async () => {
      const [one, other] = [await createTestOrganization(store()), await createTestOrganization(store())]
      const [first, second] = [testId(), testId()]
      const key = `${first}@example.com`
      const accountFor = (id: string) => async (tx: StoreTransaction) => {
        await insertUser(tx, { userName: `${id}-other` })
        return tx.users.accountFor(key, id)
      }
      expect(await one.write(accountFor(first))).toBe(first)
      expect(await one.write(accountFor(second))).toBe(first)
      expect(await other.write(accountFor(second))).toBe(first)
    })

    it('keeps an account as long as anybody has it, in whatever organization', async () => {
      const [one, other] = [await createTestOrganization(store()), await createTestOrganization(store())]
      const userName = `${testId()}@example.com`
      const insert = (tx: StoreTransaction) => insertUser(tx, { userName })
      const [ann, ann2] = [await one.write(insert), await other.write(insert)]
      const accountOf = (key: string) => one.reader.users.findAccount(key)
      await one.write((tx) => tx.users.delete(ann))
      expect(await accountOf(userName)).toBe(ann.accountId)
      const renamed = await other.write(async (tx) => {
        const name = `new-${userName}`
        const accountId = await tx.users.accountFor(name, testId())
        const next = { ...ann2, accountId, userName: name, userNameKey: name, data: { ...ann2.data, userName: name } }
        await tx.users.update(next, ann2)
        return next
      })
      expect(await accountOf(userName)).toBeUndefined()
      expect(await accountOf(renamed.userName)).toBe(renamed.accountId)
      await other.write((tx) => tx.users.delete(renamed))
      expect(await accountOf(renamed.userName)).toBeUndefined()
    })

    it('makes one account where two organizations ask for it at once', async () => {
      const [one, other] = [await createTestOrganization(store()), await createTestOrganization(store())]
      const userName = `${testId()}@example.com`
      const insert = (tx: StoreTransaction) => insertUser(tx, { userName })
      const [first, second] = await Promise.all([one.write(insert), other.write(insert)])
      expect(first.accountId).toBe(second.accountId)
    })

    it('removes memberships, grants, assignments and identities with the user, and nobody else’s', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [ann, bob, group] = await write(async (tx) => {
        const users = [await insertUser(tx, { userName: 'ann' }), await insertUser(tx, { userName: 'bob' })] as const
        const staff = await insertGroup(tx, { displayName: 'staff' })
        await tx.members.add(
          staff.id,
          users.map(({ id }) => ({ value: id, type: null })),
        )
        await tx.grants.put(users.map(({ id }) => testGrant(id)))
        await tx.assignments.put(
          users.map(({ id }) => ({ effect: 'finding', subject: id, value: {}, rule: 'r', source: 's' })),
        )
        await tx.identities.put(users.map(({ id }) => ({ userId: id, connectionId: '', subject: `subject-${id}` })))
        return [...users, staff] as const
      })
      await write((tx) => tx.users.delete(ann))
      const both = [ann.id, bob.id]
      expect(await reader.users.findMany(both)).toEqual([bob])
      expect((await reader.members.list([group.id])).get(group.id)?.map(({ userId }) => userId)).toEqual([bob.id])
      expect((await reader.grants.list({ userIds: both })).map(({ userId }) => userId)).toEqual([bob.id])
      expect((await reader.assignments.list(both)).map(({ subject }) => subject)).toEqual([bob.id])
      expect((await reader.identities.ofUsers(both)).map(({ userId }) => userId)).toEqual([bob.id])
    })

    it('counts what the assignments of one effect say, of this organization only', async () => {
      const { reader, write } = await createTestOrganization(store())
      const other = await createTestOrganization(store())
      const code = (text: string) => ({ code: text })
      await write(async (tx) => {
        for (const userName of ['ann', 'bob', 'cid']) {
          const { id } = await insertUser(tx, { userName })
          const of = { subject: id, source: 's' }
          await tx.assignments.put([
            { ...of, effect: 'finding', rule: 'a', value: code('a') },
            { ...of, effect: 'role', rule: 'a', value: code('a') },
            ...(userName === 'cid' ? [{ ...of, effect: 'finding', rule: 'b', value: code('b') }] : []),
          ])
        }
      })
      expect(await reader.assignments.countValues('finding', '')).toEqual([
        { value: code('a'), count: 3 },
        { value: code('b'), count: 1 },
      ])
      expect(await other.reader.assignments.countValues('finding', '')).toEqual([])
      const first = (await reader.users.findByUserName('ann'))?.id
      expect(await reader.assignments.findByRule('a', 1)).toEqual({ count: 3, ids: [first] })
      expect(await reader.assignments.findByRule('none', 1)).toEqual({ count: 0, ids: [] })
    })
  })
}
