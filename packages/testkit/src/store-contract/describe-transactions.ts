import { compareCodePoints } from '@rolecall/core/scim/compare-code-points'
import { NotFound } from '@rolecall/core/scim/errors'
import type { StoreReader, StoreTransaction } from '@rolecall/core/store'
import { StoreError } from '@rolecall/core/store-error'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization, testScope } from './test-organization.ts'
import { insertGroup, insertUser, testId, testTeam, testUser } from './test-records.ts'
import { withStore } from './with-store.ts'

const finding = { type: 'FindingRaised', subject: 'users/1', data: {} } as const

/** Revisions, rollback, isolation of a transaction from others, and what is told about failures. */
export function describeTransactions(underTest: StoreUnderTest): void {
  describe('transactions', () => {
    const store = withStore(underTest)

    it('raises the revision by one for each write, from 0', async () => {
      const { reader, write } = await createTestOrganization(store())
      expect(await reader.getState()).toEqual({
        revision: 0,
        mappingVersion: 0,
        mappingCreated: null,
        catalogueVersion: 0,
        undecidedSince: null,
        suspendedAt: null,
        settings: { userNameMutable: false },
      })
      for (const revision of [1, 2, 3]) {
        await write(async (tx) => {
          expect(tx.state.revision).toBe(revision)
          tx.events.append([finding])
        })
      }
      expect((await reader.getState()).revision).toBe(3)
    })

    it('says of many organizations at once which revision they have', async () => {
      const [one, other] = [await createTestOrganization(store()), await createTestOrganization(store())]
      await one.write(async (tx) => tx.events.append([finding]))
      expect(await store().organizations.listRevisions([one.id, other.id, 'nobody'])).toEqual(
        new Map([
          [one.id, 1],
          [other.id, 0],
        ]),
      )
      expect(await store().organizations.listRevisions([])).toEqual(new Map())
    })

    it('gives the work its organization, time and cause', async () => {
      const { id, write } = await createTestOrganization(store())
      await write(async (tx) => {
        expect(tx.organizationId).toBe(id)
        expect(tx.now).toBe(testScope.now)
        expect(tx.cause).toEqual(testScope.cause)
      })
    })

    it('rolls back a transaction that wrote nothing, revision included', async () => {
      const { reader, write } = await createTestOrganization(store())
      const answer = await write(async (tx) => {
        tx.events.append([])
        return (await tx.users.count()).members
      })
      expect(answer).toBe(0)
      expect((await reader.getState()).revision).toBe(0)
    })

    it('rolls back a transaction whose work throws, and passes the error on', async () => {
      const { reader, write } = await createTestOrganization(store())
      const error = new Error('no')
      const failing = write(async (tx) => {
        await insertUser(tx, { userName: 'ann@example.com' })
        tx.events.append([finding])
        throw error
      })
      await expect(failing).rejects.toBe(error)
      expect((await reader.getState()).revision).toBe(0)
      expect(await reader.users.count()).toEqual({ members: 0, inactive: 0 })
      expect(await reader.events.list(null, 10)).toEqual([])
    })

    it('answers NotFound for an organization that is not there', async () => {
      await expect(store().write(testId(), testScope, async () => 1)).rejects.toBeInstanceOf(NotFound)
      await expect(store().read(testId()).getState()).rejects.toBeInstanceOf(NotFound)
    })

    it('sees its own writes, and others see them only after the commit', async () => {
      const { reader, write } = await createTestOrganization(store())
      const user = await write(async (tx) => {
        const inserted = await insertUser(tx, { userName: 'ann@example.com' })
        expect(await tx.users.find(inserted.id)).toEqual(inserted)
        expect(await reader.users.find(inserted.id)).toBeUndefined()
        return inserted
      })
      expect(await reader.users.find(user.id)).toEqual(user)
    })

    it('runs writes of one organization one after another, so that none is lost', async () => {
      const { reader, write } = await createTestOrganization(store())
      const group = await write((tx) => insertGroup(tx, { displayName: 'staff' }))
      await Promise.all(
        Array.from({ length: 30 }, () =>
          write(async (tx) => {
            const found = await tx.groups.find(group.id)
            await tx.groups.update({ ...group, version: (found?.version ?? 0) + 1 })
          }),
        ),
      )
      expect((await reader.groups.find(group.id))?.version).toBe(31)
      expect((await reader.getState()).revision).toBe(31)
    })

    it('reads and writes as much at once as anybody asks for, each for itself', async () => {
      const { reader, write } = await createTestOrganization(store())
      const keys = Array.from({ length: 1_100 }, (_, index) => `team-${index}`)
      const findAll = async (from: StoreReader) =>
        (await Promise.all(keys.map((key) => from.teams.find(key)))).map((team) => team?.name)
      const names: (readonly (string | undefined)[])[] = []
      // Again and again, for a sequence that comes often may be kept as one statement.
      for (const round of [1, 2, 3, 4]) {
        await write(async (tx) => {
          names.push(await findAll(tx))
          for (const key of keys) await tx.teams.put([testTeam(key, { name: `${key} ${round}` })])
        })
      }
      names.push(await findAll(reader))
      const expected = [1, 2, 3, 4].map((round) => keys.map((key) => `${key} ${round}`))
      expect(names).toEqual([keys.map(() => undefined), ...expected])
    })

    it('fails alone where 200 write at once, and keeps what the others wrote', async () => {
      const organizations = await Promise.all(Array.from({ length: 4 }, () => createTestOrganization(store())))
      const outcomes = await Promise.allSettled(
        Array.from({ length: 50 }, () => organizations)
          .flat()
          .map(({ write }, index) =>
            write(async (tx) => {
              await insertUser(tx, { userName: `user-${index}@example.com` })
              if (index % 10 === 3) throw new Error(`write ${index}`)
            }),
          ),
      )
      const failed = outcomes.flatMap((outcome, index) => (outcome.status === 'rejected' ? [index] : []))
      expect(failed).toEqual(Array.from({ length: 20 }, (_, index) => index * 10 + 3))
      const counts = await Promise.all(organizations.map(({ reader }) => reader.users.count()))
      expect(counts.reduce((sum, { members }) => sum + members, 0)).toBe(180)
      const revisions = await Promise.all(organizations.map(async ({ reader }) => (await reader.getState()).revision))
      expect(revisions).toEqual(counts.map(({ members }) => members))
    })

    it('says conflict for a value that is taken, and goes on working', async () => {
      const { reader, write } = await createTestOrganization(store())
      await write((tx) => insertUser(tx, { userName: 'ann@example.com' }))
      const second = write((tx) => insertUser(tx, { userName: 'ANN@example.com' }))
      await expect(second).rejects.toBeInstanceOf(StoreError)
      await expect(second).rejects.toMatchObject({ kind: 'conflict' })
      await write((tx) => insertUser(tx, { userName: 'bob@example.com' }))
      expect((await reader.users.count()).members).toBe(2)
    })

    it('fails as a whole though its work has caught what was refused', async () => {
      const { reader, write } = await createTestOrganization(store())
      const failing = write(async (tx) => {
        await insertUser(tx, { userName: 'ann@example.com' })
        await insertUser(tx, { userName: 'ANN@example.com' }).catch(() => {})
        return 'done'
      })
      await expect(failing).rejects.toMatchObject({ kind: 'conflict' })
      expect(await reader.users.total()).toBe(0)
    })

    it('refuses what its work has left behind when it ended', async () => {
      const { reader, write } = await createTestOrganization(store())
      const tx = await write(async (open) => open)
      await expect(insertUser(tx, { userName: 'ann@example.com' })).rejects.toThrow('must be awaited')
      expect(await reader.users.total()).toBe(0)
    })

    it('keeps settings, for readers and for the next transaction', async () => {
      const { reader, write } = await createTestOrganization(store())
      await write((tx) => tx.setSettings({ userNameMutable: true }))
      expect((await reader.getState()).settings).toEqual({ userNameMutable: true })
      await write(async (tx) => expect(tx.state.settings).toEqual({ userNameMutable: true }))
    })

    it('keeps another name, and takes it back with a transaction that fails', async () => {
      const { id, write } = await createTestOrganization(store())
      await write((tx) => tx.setName('Acme GmbH'))
      const nameOf = async () => (await store().organizations.find(id))?.name
      expect(await nameOf()).toBe('Acme GmbH')
      const failing = write(async (tx) => {
        await tx.setName('Nobody')
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await nameOf()).toBe('Acme GmbH')
    })

    it('finds and lists organizations by id', async () => {
      const [one, two] = [await createTestOrganization(store()), await createTestOrganization(store())]
      const ids = (await store().organizations.list()).map(({ id }) => id)
      expect(ids).toEqual(ids.toSorted(compareCodePoints))
      expect(ids).toEqual(expect.arrayContaining([one.id, two.id]))
      expect(await store().organizations.find(one.id)).toEqual({
        id: one.id,
        externalId: null,
        suspendedAt: null,
        name: `Organization ${one.id}`,
        settings: { userNameMutable: false },
        created: '2026-01-01T00:00:00.000Z',
      })
      expect(await store().organizations.find(testId())).toBeUndefined()
    })

    it('waits for the writes under way when it closes, and then refuses', async () => {
      const { store: closing, drop } = await underTest.open()
      const { id, write } = await createTestOrganization(closing)
      let proceed = () => {}
      const gate = new Promise<void>((resolve) => {
        proceed = resolve
      })
      let entered = () => {}
      const inside = new Promise<void>((resolve) => {
        entered = resolve
      })
      const answer = write(async (tx) => {
        entered()
        await gate
        return (await insertUser(tx, { userName: 'ann@example.com' })).userName
      })
      await inside
      const behind = write(async (tx) => (await insertUser(tx, { userName: 'bob@example.com' })).userName)
      const closed = closing.close()
      proceed()
      expect(await Promise.all([answer, behind])).toEqual(['ann@example.com', 'bob@example.com'])
      await closed
      await expect(closing.write(id, testScope, async () => 1)).rejects.toMatchObject({ kind: 'unavailable' })
      await expect(closing.read(id).users.find(testUser({ userName: 'a' }).id)).rejects.toMatchObject({
        kind: 'unavailable',
      })
      await drop()
    })

    it('does not begin a write whose client has gone before its turn, and begins those behind it', async () => {
      const { reader, write } = await createTestOrganization(store())
      const client = new AbortController()
      const reason = new Error('gone')
      const begun: string[] = []
      const insert = (name: string, then: () => void) => async (tx: StoreTransaction) => {
        begun.push(name)
        await insertUser(tx, { userName: `${name}@example.com` })
        then()
      }
      const first = write(insert('ann', () => client.abort(reason)))
      const second = write(
        insert('bob', () => {}),
        { gone: client.signal },
      )
      const third = write(insert('eve', () => {}))
      await expect(second).rejects.toBe(reason)
      await Promise.all([first, third])
      expect(begun).toEqual(['ann', 'eve'])
      expect((await reader.getState()).revision).toBe(2)
    })

    it('finishes a write that has begun when its client goes', async () => {
      const { reader, write } = await createTestOrganization(store())
      const client = new AbortController()
      const work = async (tx: StoreTransaction) => {
        client.abort(new Error('gone'))
        return (await insertUser(tx, { userName: 'ann@example.com' })).userName
      }
      expect(await write(work, { gone: client.signal })).toBe('ann@example.com')
      expect((await reader.users.count()).members).toBe(1)
    })

    it('checks that it can be used', async () => {
      await expect(store().check()).resolves.toBeUndefined()
    })
  })
}
