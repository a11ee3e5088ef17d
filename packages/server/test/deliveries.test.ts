import { EventEmitter, once } from 'node:events'

import { toSealingKey } from '@rolecall/core/access/seal'
import { attend as attendTo, toDueAt } from '@rolecall/core/delivery/attend'
import type { Outcome } from '@rolecall/core/delivery/outcome'
import { laneOf } from '@rolecall/core/delivery/lane-of'
import { claimMilliseconds } from '@rolecall/core/delivery/pauses'
import type { Subscription } from '@rolecall/core/directory/subscription'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { StoredEvent } from '@rolecall/core/plugin/event'
import { createCallFaults } from '@rolecall/testkit/faults/call-faults'
import { failingStore } from '@rolecall/testkit/faults/failing-store'
import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { testSubscription } from '@rolecall/testkit/store-contract/test-records'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { runDeliveries } from '../src/delivery/run-deliveries.ts'

const cause = { kind: 'scim', requestId: null, keyId: null } as const
const day = 24 * 60 * 60 * 1_000
const idOf = ({ index, revision }: Pick<StoredEvent, 'index' | 'revision'>) => `${revision}-${index}`

/** An organization with a webhook, over a store in memory, and a receiver that answers what `answer` says. */
async function startDelivering() {
  const { clock, services: made } = await startInMemory({ plugins: [] })
  const services: OperationServices = { ...made, connectionKey: toSealingKey('x', 'y') }
  const { store } = services
  const organizationId = services.newId()
  await store.organizations.insert({
    id: organizationId,
    name: 'Acme',
    settings: { userNameMutable: false },
    created: clock.now,
  })
  const subscription = testSubscription(organizationId)
  const write = <T>(work: Parameters<typeof store.write<T>>[2]) =>
    store.write(organizationId, { cause, now: clock.now }, work)
  await write((tx) => tx.subscriptions.insert(subscription))
  const attempted: StoredEvent[] = []
  const acknowledged: StoredEvent[] = []
  const receiver = {
    answer: (_event: StoredEvent): Outcome | Promise<Outcome> => ({ delivered: true }),
    isStopped: () => false,
    async send(_to: Subscription, event: StoredEvent): Promise<Outcome> {
      attempted.push(event)
      const outcome = await receiver.answer(event)
      if (outcome.delivered) acknowledged.push(event)
      return outcome
    },
  }
  const key = { organizationId, id: subscription.id }
  const options = {
    send: receiver.send,
    isStopped: () => receiver.isStopped(),
    keepRenewing: () => () => {},
    onRound: () => {},
  }
  return {
    acknowledged,
    attempted,
    clock,
    key,
    organizationId,
    receiver,
    services,
    store,
    write,
    append: (...people: readonly (number | string)[]) =>
      write(async (tx) =>
        tx.events.append(
          people.map((one) => ({
            type: 'MemberUpdated' as const,
            subject: `users/${one}`,
            data: {},
          })),
        ),
      ),
    attend: (own: OperationServices = services) =>
      attendTo(key, {
        ...options,
        services: own,
      }),
    async read() {
      const found = await store.read(organizationId).subscriptions.find(subscription.id)
      if (found === undefined) throw new Error('the subscription is gone')
      return found
    },
    waiting: () => store.subscriptions.listWaiting(key, 2e3),
    isDue: async () => (await store.subscriptions.listDue(toDueAt(clock.now), organizationId, 9)).length > 0,
  }
}

const failed = (error = 'status 500'): Outcome => ({ delivered: false, error })

describe('deliveries', () => {
  it('are acknowledged events in their order, once each, up to the end of the log', async () => {
    const { acknowledged, append, attend, attempted, isDue, read } = await startDelivering()
    await append(...Array.from({ length: 120 }, (_, index) => index % 3))
    await append('x')
    await attend()
    expect(attempted).toHaveLength(121)
    for (const person of [0, 1, 2]) {
      const own = acknowledged.filter(({ subject }) => subject === `users/${person}`)
      expect(own.map(idOf)).toEqual(own.toSorted((a, b) => a.index - b.index).map(idOf))
    }
    expect((await read()).cursor.revision).toBe(3)
    expect(await isDue()).toBe(false)
  })

  it('of one person wait behind one that fails, and nobody else’s do', async () => {
    const { acknowledged, append, attend, clock, isDue, read, receiver, waiting } = await startDelivering()
    await append('ann', 'bob', 'ann', 'bob')
    receiver.answer = ({ subject }) => (subject === 'users/ann' ? failed() : { delivered: true })
    await attend()
    expect(acknowledged.map(({ subject }) => subject)).toEqual(['users/bob', 'users/bob'])
    expect(await waiting()).toMatchObject([
      { index: 0, attempts: 1, error: 'status 500' },
      { index: 2, attempts: 0, error: null },
    ])
    await append('ann', 'bob')
    await attend()
    expect(acknowledged).toHaveLength(3)
    receiver.answer = () => ({ delivered: true })
    expect(await isDue()).toBe(false)
    clock.forward(10_000)
    expect(await isDue()).toBe(true)
    await attend()
    expect(acknowledged.slice(3).map(idOf)).toEqual(['2-0', '2-2', '3-0'])
    expect(await waiting()).toEqual([])
    expect(await read()).toMatchObject({ failures: 0, wakeAt: null, lastError: null, failingSince: null })
  })

  it('to a receiver that is away are few attempts and few rows, and all come when it is back', async () => {
    const { acknowledged, append, attempted, attend, clock, read, receiver, waiting } = await startDelivering()
    const people = Array.from({ length: 400 }, (_, index) => index)
    await append(...people)
    receiver.answer = () => failed('no answer')
    await attend()
    expect(attempted.length).toBeLessThanOrEqual(12)
    expect((await waiting()).length).toBeLessThanOrEqual(50)
    expect(await read()).toMatchObject({ blocked: true, lastError: 'no answer' })
    for (let hour = 0; hour < 24; hour++) {
      clock.forward(2 * 60 * 60 * 1_000)
      await attend()
    }
    expect(attempted.length).toBeLessThanOrEqual(12 + 24)
    receiver.answer = () => ({ delivered: true })
    clock.forward(2 * 60 * 60 * 1_000)
    await attend()
    expect(acknowledged.map(idOf).toSorted()).toEqual(people.map((index) => `2-${index}`).toSorted())
  })

  it('are given up one by one after three days, and the next of the person goes on', async () => {
    const { acknowledged, append, attend, clock, key, receiver, store, organizationId } = await startDelivering()
    await append('ann', 'ann')
    receiver.answer = (event) => (idOf(event) === '2-0' ? failed('status 422') : { delivered: true })
    for (let hour = 0; hour < 80; hour++) {
      await attend()
      clock.forward(60 * 60 * 1_000)
      // Somebody else is reached all the time.
      await append('bob')
    }
    const { subscriptions } = store.read(organizationId)
    expect(await subscriptions.listDeliveries(key.id, 'dead', null, 9)).toMatchObject([
      { index: 0, error: 'status 422' },
    ])
    expect(acknowledged.map(idOf)).toContain('2-1')
    expect((await subscriptions.find(key.id))?.state).toBe('on')
  })

  it('end with the subscription being switched off after three days without any success, which the feed says', async () => {
    const { append, attend, clock, isDue, organizationId, read, receiver, store, write, key, acknowledged } =
      await startDelivering()
    await append('ann')
    receiver.answer = () => failed('status 503')
    for (let hour = 0; hour < 75; hour++) {
      await attend()
      clock.forward(2 * 60 * 60 * 1_000)
    }
    expect(await read()).toMatchObject({ state: 'off', offReason: 'failing', lastError: 'status 503' })
    expect(await isDue()).toBe(false)
    const told = (await store.read(organizationId).events.list(null, 99)).at(-1)
    expect(told).toMatchObject({ type: 'SubscriptionSwitchedOff', subject: `subscriptions/${key.id}` })
    // Nothing is lost by it.
    await append('bob')
    receiver.answer = () => ({ delivered: true })
    const standing = await read()
    await write((tx) => tx.subscriptions.update(key.id, { ...standing, state: 'on', offReason: null }))
    await attend()
    const waited = await store.read(organizationId).subscriptions.listDeliveries(key.id, 'dead', null, 9)
    expect([...acknowledged.map(({ subject }) => subject), ...waited.map(({ lane }) => lane)]).toContain('users/ann')
    expect(acknowledged.map(({ subject }) => subject)).toContain('users/bob')
  })

  it('end at once where the receiver says that it is gone', async () => {
    const { append, attend, read, receiver } = await startDelivering()
    await append('ann')
    receiver.answer = () => ({ delivered: false, error: 'status 410', gone: true })
    await attend()
    expect(await read()).toMatchObject({ state: 'off', offReason: 'gone' })
  })

  it('that the receiver can not take are given up at once, and the next of the person goes on', async () => {
    const { acknowledged, append, attempted, attend, key, organizationId, read, receiver, store } =
      await startDelivering()
    await append('ann', 'ann', 'bob')
    receiver.answer = (event) =>
      idOf(event) === '2-0'
        ? { delivered: false, error: 'status 400 (invalid_request)', refuses: 'event' }
        : { delivered: true }
    await attend()
    expect(attempted.map(idOf).toSorted()).toEqual(['2-0', '2-1', '2-2'])
    expect(acknowledged.map(idOf).toSorted()).toEqual(['2-1', '2-2'])
    expect(await store.read(organizationId).subscriptions.listDeliveries(key.id, 'dead', null, 9)).toMatchObject([
      { index: 0, attempts: 1, error: 'status 400 (invalid_request)' },
    ])
    expect(await read()).toMatchObject({ state: 'on', failures: 0 })
  })

  it('wait, and the subscription is switched off, where the receiver takes none until something is mended', async () => {
    const { acknowledged, append, attempted, attend, clock, key, organizationId, read, receiver, store, write } =
      await startDelivering()
    await append('ann', 'ann', 'bob')
    receiver.answer = () => ({ delivered: false, error: 'status 400 (invalid_audience)', refuses: 'all' })
    await attend()
    expect(await read()).toMatchObject({
      state: 'off',
      offReason: 'refused',
      lastError: 'status 400 (invalid_audience)',
    })
    expect(attempted.length).toBeLessThanOrEqual(2)
    clock.forward(30 * day)
    await append('carl')
    await attend()
    expect(attempted.length).toBeLessThanOrEqual(2)
    const told = await store.read(organizationId).events.list(null, 99)
    expect(told.find(({ type }) => type === 'SubscriptionSwitchedOff')?.data).toMatchObject({ reason: 'refused' })
    // Nobody has lost anything by it, nor is out of order.
    receiver.answer = () => ({ delivered: true })
    const standing = await read()
    await write((tx) => tx.subscriptions.update(key.id, { ...standing, state: 'on', offReason: null }))
    await attend()
    await attend()
    expect(acknowledged.filter(({ subject }) => subject === 'users/ann').map(idOf)).toEqual(['2-0', '2-1'])
    expect(acknowledged.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['users/bob', 'users/carl']))
  })

  it('that are refused one after another are not given up one after another', async () => {
    const { append, attempted, attend, clock, key, organizationId, read, receiver, store } = await startDelivering()
    await append(...Array.from({ length: 40 }, (_, index) => index))
    receiver.answer = () => ({ delivered: false, error: 'status 400 (invalid_request)', refuses: 'event' })
    for (let hour = 0; hour < 100; hour++) {
      await attend()
      clock.forward(60 * 60 * 1_000)
    }
    expect(await read()).toMatchObject({ state: 'off', offReason: 'refused' })
    const dead = await store.read(organizationId).subscriptions.listDeliveries(key.id, 'dead', null, 99)
    expect(dead.length).toBeLessThan(5)
    expect(attempted.length).toBeLessThan(20)
  })

  it('wait as long as the receiver asks for', async () => {
    const { append, attend, clock, isDue, receiver } = await startDelivering()
    await append('ann')
    receiver.answer = () => ({ delivered: false, error: 'status 429', retryAfter: 600_000 })
    await attend()
    clock.forward(599_000)
    expect(await isDue()).toBe(false)
    clock.forward(2_000)
    expect(await isDue()).toBe(true)
  })

  it('stand still for no longer than a pause where the clock was ahead, and give nothing up because of it', async () => {
    const { acknowledged, append, attend, clock, isDue, receiver, waiting } = await startDelivering()
    await append('ann')
    receiver.answer = () => failed()
    const right = clock.now
    clock.forward(365 * day)
    await attend()
    clock.now = right
    expect(await isDue()).toBe(true)
    await attend()
    clock.forward(365 * day)
    await attend()
    expect((await waiting()).map(({ state }) => state)).toEqual(['waiting'])
    receiver.answer = () => ({ delivered: true })
    clock.forward(day)
    await attend()
    expect(acknowledged).toHaveLength(1)
  })

  it('are begun no more when the process stops, and none is lost', async () => {
    const { acknowledged, append, attend, receiver } = await startDelivering()
    await append(...Array.from({ length: 30 }, (_, index) => index))
    receiver.isStopped = () => acknowledged.length >= 5
    await attend()
    expect(acknowledged.length).toBeLessThan(20)
    receiver.isStopped = () => false
    await attend()
    expect(new Set(acknowledged.map(idOf)).size).toBe(30)
    expect(acknowledged).toHaveLength(30)
  })

  it('are of the types that the subscriber wants, and the cursor goes behind the others', async () => {
    const { append, attempted, attend, key, read, write, isDue } = await startDelivering()
    const standing = await read()
    await write((tx) => tx.subscriptions.update(key.id, { ...standing, types: ['TeamDeleted'] }))
    await append('ann')
    await write(async (tx) => tx.events.append([{ type: 'TeamDeleted', subject: 'teams/a', data: {} }]))
    await attend()
    expect(attempted.map(({ type }) => type)).toEqual(['TeamDeleted'])
    expect(await isDue()).toBe(false)
  })

  it('of two processes are made by one at a time', async () => {
    const { acknowledged, append, receiver, services, store, isDue } = await startDelivering()
    const run = () =>
      runDeliveries({
        services,
        send: receiver.send,
        onRound: () => {},
        onError: (error) => expect(error).toBeUndefined(),
        lookEvery: 1,
      })
    const processes = [run(), run()]
    for (let count = 0; count < 40; count++) await append(count % 4, 'x')
    while ((await isDue()) || (await store.subscriptions.count('on')) === 0) await new Promise(setImmediate)
    await Promise.all(processes.map((one) => one.stop()))
    expect(acknowledged).toHaveLength(80)
  })

  it('reach everybody, however slow as many receivers are as are delivered to at once', async () => {
    const { append, organizationId, services, write } = await startDelivering()
    // More than there are places, with more to get than they could in the time of this test.
    const people = Array.from({ length: 1_000 }, (_, index) => index)
    for (let index = 0; index < 70; index++)
      await write((tx) => tx.subscriptions.insert(testSubscription(organizationId, { id: `slow-${index}` })))
    const last = testSubscription(organizationId, { id: 'zz-last' })
    await write((tx) => tx.subscriptions.insert(last))
    await append(...people)
    const sent = new Map<string, number>()
    const reached = new EventEmitter()
    const arrived = once(reached, last.id)
    const deliveries = runDeliveries({
      services,
      async send({ id }) {
        sent.set(id, (sent.get(id) ?? 0) + 1)
        reached.emit(id)
        await new Promise(setImmediate)
        return { delivered: true }
      },
      onRound: () => {},
      onError: (error) => expect(error).toBeUndefined(),
      lookEvery: 1,
      longestTurn: 1,
    })
    await arrived
    await deliveries.stop()
    expect(Math.max(...sent.values())).toBeLessThan(people.length)
  })

  it('are not taken from one process by another whose clock is behind', async () => {
    const { append, attend, clock, isDue, receiver } = await startDelivering()
    await append('ann')
    clock.forward(30_000)
    receiver.answer = async () => {
      // The other process looks while this one delivers.
      clock.forward(-30_000)
      expect(await isDue()).toBe(false)
      clock.forward(30_000)
      return { delivered: true }
    }
    await attend()
    expect(await isDue()).toBe(false)
  })

  it('of types that nobody wants any more are dropped, and count for nothing', async () => {
    const { append, attend, attempted, clock, key, read, receiver, waiting, write } = await startDelivering()
    receiver.answer = () => failed()
    await append('ann')
    await attend()
    const standing = await read()
    await write((tx) => tx.subscriptions.update(key.id, { ...standing, types: ['TeamDeleted'] }))
    clock.forward(60_000)
    await attend()
    expect(attempted).toHaveLength(1)
    expect(await waiting()).toEqual([])
    expect((await read()).deliveredAt).toBeNull()
  })

  it('wake by a commit of this process, without waiting for the next look', async () => {
    const { append, organizationId, receiver, services } = await startDelivering()
    const received = new EventEmitter()
    receiver.answer = ({ subject }) => {
      received.emit(subject)
      return { delivered: true }
    }
    const first = once(received, 'users/first')
    await append('first')
    const deliveries = runDeliveries({
      services,
      send: receiver.send,
      onRound() {},
      onError() {},
      lookEvery: 3_600_000,
    })
    await first
    const second = once(received, 'users/second')
    await append('second')
    services.commits.tell(organizationId)
    await second
    await deliveries.stop()
  })

  it('are all made in the end, whichever call to the database fails, and a receiver that is gone ends them all the same', async () => {
    for (let n = 1; ; n++) {
      const {
        acknowledged,
        append,
        attend: deliver,
        clock,
        read,
        receiver,
        services,
        waiting,
      } = await startDelivering()
      const faults = createCallFaults()
      const failing = { ...services, store: failingStore(services.store, faults) }
      await append('ann', 'bob', 'ann')
      receiver.answer = ({ subject }) => (subject === 'users/bob' ? failed() : { delivered: true })
      await deliver()
      await append('ann', 'bob', 'carl')
      receiver.answer = () => ({ delivered: true })
      clock.forward(60_000)
      faults.arm(n)
      await deliver(failing).catch((error: Error) => expect(error.name).toBe('StoreError'))
      const which = faults.disarm()
      clock.forward(claimMilliseconds + 1)
      await deliver()
      expect([...new Set(acknowledged.map(idOf))].toSorted()).toEqual(['2-0', '2-1', '2-2', '3-0', '3-1', '3-2'])
      expect(await waiting()).toEqual([])
      receiver.answer = () => ({ delivered: false, error: 'status 410', gone: true })
      await append('ann')
      faults.arm(n)
      await deliver(failing).catch((error: Error) => expect(error.name).toBe('StoreError'))
      const whichOfEnd = faults.disarm()
      clock.forward(2 * 60 * 60 * 1_000)
      await deliver()
      expect(await read()).toMatchObject({ state: 'off', offReason: 'gone' })
      if (which === null && whichOfEnd === null) return expect(n).toBeGreaterThan(6)
    }
  })

  it('keep the order of each person and lose nothing, whatever fails, whoever crashes, and whatever the clock does', async () => {
    const step = fc.record({
      people: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 }),
      forward: fc.constantFrom(0, 3_000, 31_000, 3_600_000, 365 * day, -365 * day),
      crash: fc.boolean(),
      stopAfter: fc.constantFrom(1, 3, 1_000),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.boolean()),
        async (steps, chances) => {
          const {
            acknowledged,
            append,
            attempted,
            attend,
            clock,
            isDue,
            receiver,
            services,
            store,
            organizationId,
            waiting,
          } = await startDelivering()
          const attempts = new Map<string, number>()
          receiver.answer = (event) => {
            const count = (attempts.get(idOf(event)) ?? 0) + 1
            attempts.set(idOf(event), count)
            const earlier = all.filter((one) => laneOf(one) === laneOf(event) && all.indexOf(one) < indexOf(event))
            const known = new Set(acknowledged.map(idOf))
            expect(earlier.filter((one) => !known.has(idOf(one)))).toEqual([])
            return count > 4 || chances.next().value === true ? { delivered: true } : failed()
          }
          let all: readonly StoredEvent[] = []
          const indexOf = (event: StoredEvent) => all.findIndex((one) => idOf(one) === idOf(event))
          const list = async () => (all = await store.read(organizationId).events.list(null, 1_000))
          for (const { crash, forward, people, stopAfter } of steps) {
            if (people.length > 0) await append(...people)
            await list()
            clock.forward(forward)
            const before = attempted.length
            receiver.isStopped = () => attempted.length - before >= stopAfter
            const crashing = { ...store.subscriptions, save: () => Promise.reject(new Error('crashed')) }
            const own = crash ? { ...services, store: { ...store, subscriptions: crashing } } : services
            await attend(own).catch((error: Error) => expect(error.message).toBe('crashed'))
          }
          receiver.isStopped = () => false
          for (
            let round = 0;
            round < 200 && ((await isDue()) || (await waiting()).length > 0 || round === 0);
            round++
          ) {
            clock.forward(claimMilliseconds + 2 * 3_600_000)
            await attend()
          }
          expect([...new Set(acknowledged.map(idOf))].toSorted()).toEqual(all.map(idOf).toSorted())
        },
      ),
      { numRuns: 60 },
    )
  })
})
