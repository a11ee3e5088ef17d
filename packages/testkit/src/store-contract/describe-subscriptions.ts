import type { Delivery, Subscription } from '@rolecall/core/directory/subscription'
import type { DueAt, SavedProgress } from '@rolecall/core/store/subscriptions'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testSubscription } from './test-records.ts'
import { withStore } from './with-store.ts'

const at = (minute: number) => `2026-01-02T00:${String(minute).padStart(2, '0')}:00.000Z`
const dueAt = (minute: number): DueAt => ({ now: at(minute), latestClaim: at(minute + 1), latestWake: at(minute + 20) })
const event = { type: 'TeamDeleted', subject: 'teams/a', data: {} } as const

const progress = (change: Partial<SavedProgress> = {}): SavedProgress => ({
  cursor: {
    revision: 1,
    index: 0,
  },
  failures: 0,
  failingSince: null,
  blocked: false,
  wakeAt: null,
  lastError: null,
  deliveredAt: null,
  put: [],
  drop: [],
  ...change,
})

/** Who gets to know of events: claimed by one process at a time, and how far that is. */
export function describeSubscriptions(underTest: StoreUnderTest): void {
  describe('subscriptions', () => {
    const store = withStore(underTest)

    async function subscribed(change: Partial<Subscription> = {}) {
      const organization = await createTestOrganization(store())
      const subscription = testSubscription(organization.id, change)
      await organization.write(async (tx) => {
        await tx.subscriptions.insert(subscription)
        tx.events.append([event])
      })
      const isDue = async (minute: number) =>
        (await store().subscriptions.listDue(dueAt(minute), organization.id, 9)).length > 0
      const claim = (token: string, minute: number) =>
        store().subscriptions.claim(subscription, dueAt(minute), { token, until: at(minute + 1) })
      return { ...organization, subscription, isDue, claim }
    }

    const waiting = (subscription: Subscription, revision: number, index: number): Delivery => ({
      subscriptionId: subscription.id,
      revision,
      index,
      lane: 'users/1',
      state: 'waiting',
      attempts: 1,
      failedAt: at(0),
      dueAt: at(5),
      error: 'status 500',
    })

    it('are what was inserted and updated, of their organization only', async () => {
      const { reader, subscription, write } = await subscribed({ types: ['RoleGranted'] })
      const other = await createTestOrganization(store())
      expect(await reader.subscriptions.list()).toEqual([subscription])
      expect(await other.reader.subscriptions.list()).toEqual([])
      expect(await other.reader.subscriptions.find(subscription.id)).toBeUndefined()
      const changed = { ...subscription, displayName: 'Ü', state: 'paused', offReason: null } as const
      await other.write((tx) => tx.subscriptions.update(subscription.id, changed)).catch(() => {})
      expect(await reader.subscriptions.find(subscription.id)).toEqual(subscription)
      await write((tx) => tx.subscriptions.update(subscription.id, changed))
      expect(await reader.subscriptions.find(subscription.id)).toEqual(changed)
      await write((tx) => tx.subscriptions.delete(subscription.id))
      expect(await reader.subscriptions.find(subscription.id)).toBeUndefined()
    })

    it('are claimed by one of many who try at once, until the claim ends', async () => {
      const { claim, isDue, subscription } = await subscribed()
      expect(await isDue(0)).toBe(true)
      const claims = await Promise.all(['a', 'b', 'c', 'd'].map((token) => claim(token, 0)))
      expect(claims.filter((found) => found !== undefined)).toEqual([subscription])
      expect([await isDue(0), await claim('e', 0)]).toEqual([false, undefined])
      expect([await isDue(1), (await claim('e', 1))?.id]).toEqual([true, subscription.id])
    })

    it('come in turn: whoever was had last comes last', async () => {
      const { subscription, write } = await subscribed()
      const { organizationId } = subscription
      const other = testSubscription(organizationId, { id: 'zz-later' })
      await write((tx) => tx.subscriptions.insert(other))
      const due = async () => (await store().subscriptions.listDue(dueAt(2), organizationId, 9)).map(({ id }) => id)
      expect(await due()).toEqual([subscription.id, other.id])
      const { subscriptions } = store()
      await subscriptions.claim(subscription, dueAt(0), { token: 'a', until: at(1) })
      await subscriptions.save(subscription, 'a', progress())
      expect(await due()).toEqual([other.id, subscription.id])
    })

    it('try all that waits at once when they are switched on again', async () => {
      const { claim, subscription, write } = await subscribed()
      await claim('a', 0)
      const put = [waiting(subscription, 1, 0)]
      await store().subscriptions.save(subscription, 'a', progress({ put, wakeAt: at(5), blocked: true }))
      await write((tx) => tx.subscriptions.update(subscription.id, { ...subscription, state: 'paused' }))
      expect(await store().subscriptions.listWaiting(subscription, 9)).toEqual(put)
      await write((tx) => tx.subscriptions.update(subscription.id, subscription))
      const [row] = await store().subscriptions.listWaiting(subscription, 9)
      expect(row).toEqual({ ...put[0], dueAt: subscription.created })
    })

    it('are free where a clock that was wrong has claimed them for long', async () => {
      const { claim, subscription } = await subscribed()
      await claim('a', 40)
      expect((await claim('b', 0))?.id).toBe(subscription.id)
    })

    it('are saved by who has the claim, and by nobody else', async () => {
      const { claim, isDue, reader, subscription } = await subscribed()
      const { subscriptions } = store()
      await claim('a', 0)
      expect(await subscriptions.renew(subscription, { token: 'b', until: at(9) })).toBe(false)
      expect(await subscriptions.renew(subscription, { token: 'a', until: at(1) })).toBe(true)
      const put = [waiting(subscription, 1, 0)]
      expect(await subscriptions.save(subscription, 'b', progress({ put }))).toBe(false)
      expect(await store().subscriptions.listWaiting(subscription, 9)).toEqual([])
      const saved = progress({ put, failures: 2, failingSince: at(0), blocked: true, wakeAt: at(5), lastError: 'x' })
      expect(await subscriptions.save(subscription, 'a', saved)).toBe(true)
      expect(await subscriptions.save(subscription, 'a', progress())).toBe(false)
      const { drop: _drop, put: _put, ...rest } = saved
      expect(await reader.subscriptions.find(subscription.id)).toEqual({ ...subscription, ...rest })
      expect(await store().subscriptions.listWaiting(subscription, 9)).toEqual(put)
      // Blocked until then; an instant that is far ahead was written by a clock that was wrong.
      expect([await isDue(4), await isDue(5)]).toEqual([false, true])
    })

    it('have something to do when there is something new, or something to try again, while they are on', async () => {
      const { claim, isDue, subscription, write } = await subscribed()
      await claim('a', 0)
      await store().subscriptions.save(subscription, 'a', progress({ cursor: { revision: 1, index: 99 } }))
      expect(await isDue(1)).toBe(false)
      await write(async (tx) => tx.events.append([event]))
      expect(await isDue(1)).toBe(true)
      await write((tx) => tx.subscriptions.update(subscription.id, { ...subscription, state: 'paused' }))
      expect([await isDue(1), await claim('b', 1)]).toEqual([false, undefined])
      expect(await store().subscriptions.count('paused')).toBeGreaterThan(0)
    })

    it('are asked for by who polls, and never due', async () => {
      const { isDue } = await subscribed({ kind: 'poll', url: null })
      expect(await isDue(0)).toBe(false)
    })

    it('are claimed to acknowledge, whatever their state, where they are polled, and else only while they are on', async () => {
      for (const [kind, isClaimed] of [
        ['poll', true],
        ['push', false],
      ] as const) {
        const { claim, subscription, write } = await subscribed({ kind })
        await write((tx) => tx.subscriptions.update(subscription.id, { ...subscription, state: 'paused' }))
        expect([kind, (await claim('a', 0)) !== undefined]).toEqual([kind, isClaimed])
      }
    })

    it('keep what waits in the order of the log, and what is dead apart', async () => {
      const { claim, reader, subscription, write } = await subscribed()
      await claim('a', 0)
      const rows = [waiting(subscription, 2, 0), waiting(subscription, 1, 3), waiting(subscription, 1, 0)]
      const dead = { ...waiting(subscription, 1, 1), state: 'dead', attempts: 9 } as const
      const earlier = { ...waiting(subscription, 1, 0), state: 'dead' } as const
      expect(await reader.subscriptions.findLastDead(subscription.id)).toBeUndefined()
      await store().subscriptions.save(subscription, 'a', progress({ put: [dead, earlier] }))
      expect(await reader.subscriptions.findLastDead(subscription.id)).toEqual(dead)
      await claim('a', 0)
      await store().subscriptions.save(subscription, 'a', progress({ put: [...rows, dead] }))
      const places = (deliveries: readonly Delivery[]) =>
        deliveries.map(({ index, revision }) => `${revision}-${index}`)
      expect(places(await store().subscriptions.listWaiting(subscription, 2))).toEqual(['1-0', '1-3'])
      const { subscriptions } = reader
      expect(await subscriptions.listDeliveries(subscription.id, 'dead', null, 9)).toEqual([dead])
      expect(
        places(await subscriptions.listDeliveries(subscription.id, 'waiting', { revision: 1, index: 0 }, 9)),
      ).toEqual(['1-3', '2-0'])
      expect(await subscriptions.listDeliveriesOf({ revision: 1, index: 1 })).toEqual([dead])
      await claim('b', 0)
      const again = { ...waiting(subscription, 1, 0), attempts: 2, dueAt: at(7), error: null }
      await store().subscriptions.save(subscription, 'b', progress({ put: [again], drop: [{ revision: 1, index: 3 }] }))
      expect(await store().subscriptions.listWaiting(subscription, 9)).toEqual([again, waiting(subscription, 2, 0)])
      await write((tx) => tx.subscriptions.rewind(subscription.id, { revision: 1, index: 0 }))
      expect(places(await store().subscriptions.listWaiting(subscription, 9))).toEqual(['1-0'])
      expect(await subscriptions.listDeliveries(subscription.id, 'dead', null, 9)).toEqual([])
    })

    it('lose their claim when somebody changes them', async () => {
      const { claim, reader, subscription, write } = await subscribed()
      await claim('a', 0)
      await write((tx) => tx.subscriptions.rewind(subscription.id, { revision: 0, index: 0 }))
      expect(await store().subscriptions.save(subscription, 'a', progress())).toBe(false)
      expect((await reader.subscriptions.find(subscription.id))?.cursor).toEqual({ revision: 0, index: 0 })
    })
  })
}
