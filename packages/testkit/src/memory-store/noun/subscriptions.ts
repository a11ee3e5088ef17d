import { isBehind, type Delivery, type Place, type Subscription } from '@rolecall/core/directory/subscription'
import type {
  DueAt,
  SubscriptionKey,
  SubscriptionReader,
  SubscriptionStore,
  SubscriptionWriter,
} from '@rolecall/core/store/subscriptions'

import { requireFound, requireUnique } from '../constraints.ts'
import { byId } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Reading, Writing } from '../reading.ts'
import { keyOf } from '../table.ts'
import type { SubscriptionRow, Tables } from '../tables.ts'

const free = { claim: null }

export function createSubscriptionStore({ run, tables }: MemoryDatabase): SubscriptionStore {
  /** Changes a subscription for which `stands` holds. */
  async function change(
    key: SubscriptionKey,
    stands: (row: SubscriptionRow) => boolean,
    next: Partial<SubscriptionRow>,
  ) {
    const [changed] = await run(async (writing) =>
      writing.change((open) => {
        const row = open.subscriptions.get(key.organizationId, key.id)
        if (row === undefined || !stands(row)) return []
        const after = { ...row, ...next }
        open.subscriptions.put(key.organizationId, key.id, after)
        return [after]
      }),
    )
    return changed
  }

  return {
    async listDue(at, organizationId, limit) {
      const { organizations, subscriptions } = tables()
      const isNew = (row: SubscriptionRow) =>
        !row.blocked && (organizations.get(row.organizationId, '')?.revision ?? 0) > row.cursor.revision
      const isDue = ({ wakeAt }: SubscriptionRow) => wakeAt !== null && (wakeAt <= at.now || wakeAt > at.latestWake)
      return subscriptions
        .all()
        .filter((row) => row.state === 'on' && row.kind !== 'poll' && isFree(row, at) && (isNew(row) || isDue(row)))
        .filter((row) => organizationId === null || row.organizationId === organizationId)
        .toSorted((a, b) => (turnOf(a, at) < turnOf(b, at) ? -1 : 1))
        .slice(0, limit)
        .map(({ id, organizationId: of }) => ({ organizationId: of, id }))
    },
    async claim(key, at, { token, until }) {
      const row = await change(key, (one) => (one.state === 'on' || one.kind === 'poll') && isFree(one, at), {
        claim: token,
        claimedUntil: until,
      })
      return row && toSubscription(row)
    },
    renew: async (key, { token, until }) =>
      (await change(key, ({ claim }) => claim === token, { claimedUntil: until })) !== undefined,
    listWaiting: async ({ id, organizationId }, limit) =>
      listOf(tables(), organizationId, id)
        .filter(({ state }) => state === 'waiting')
        .slice(0, limit),
    save: (key, token, { drop, put, ...progress }) =>
      run(async (writing) => {
        const saved = writing.change((open) => {
          const row = open.subscriptions.get(key.organizationId, key.id)
          if (row === undefined || row.claim !== token) return []
          open.subscriptions.put(key.organizationId, key.id, { ...row, ...progress, ...free })
          for (const place of drop) open.deliveries.delete(key.organizationId, deliveryKey(key.id, place))
          for (const one of put) open.deliveries.put(key.organizationId, deliveryKey(key.id, one), one)
          return [row]
        })
        return saved.length > 0
      }),
    count: async (state) =>
      tables()
        .subscriptions.all()
        .filter((row) => row.state === state).length,
  }
}

export function createSubscriptionReader({ organizationId, tables }: Reading): SubscriptionReader {
  return {
    list: async () => tables().subscriptions.rows(organizationId).toSorted(byId).map(toSubscription),
    async find(id) {
      const row = tables().subscriptions.get(organizationId, id)
      return row && toSubscription(row)
    },
    listDeliveries: async (id, state, after, limit) =>
      listOf(tables(), organizationId, id)
        .filter((one) => one.state === state && (after === null || isBehind(one, after)))
        .slice(0, limit),
    findLastDead: async (id) => listOf(tables(), organizationId, id).findLast(({ state }) => state === 'dead'),
    listDeliveriesOf: async ({ index, revision }) =>
      tables()
        .deliveries.rows(organizationId)
        .filter((one) => one.revision === revision && one.index === index)
        .toSorted((a, b) => (a.subscriptionId < b.subscriptionId ? -1 : 1)),
  }
}

export function createSubscriptionWriter({ organizationId, writing }: Writing): SubscriptionWriter {
  const update = (id: string, next: (row: SubscriptionRow) => Partial<SubscriptionRow>) =>
    writing.write(({ subscriptions }) => {
      const row = subscriptions.get(organizationId, id)
      if (row !== undefined) subscriptions.put(organizationId, id, { ...row, ...next(row), ...free })
    })
  return {
    async insert(subscription) {
      writing.write(({ organizations, subscriptions }) => {
        requireFound(organizations.get(organizationId, ''), 'subscriptions.organization_id')
        requireUnique(subscriptions.get(organizationId, subscription.id) !== undefined, 'subscriptions.id')
        subscriptions.put(organizationId, subscription.id, { ...subscription, ...free, claimedUntil: null })
      })
    },
    async update(id, changed) {
      const again = { failures: 0, failingSince: null, blocked: false }
      update(id, ({ created, wakeAt }) => ({
        ...changed,
        ...(changed.state === 'on' ? { ...again, wakeAt: wakeAt === null ? null : created } : {}),
      }))
      if (changed.state !== 'on') return
      writing.write((open) => {
        const dueAt = open.subscriptions.get(organizationId, id)?.created
        for (const one of listOf(open, organizationId, id))
          if (one.state === 'waiting' && dueAt !== undefined)
            open.deliveries.put(organizationId, deliveryKey(id, one), { ...one, dueAt })
      })
    },
    async rewind(id, cursor) {
      update(id, () => ({ cursor, blocked: false }))
      writing.write((open) => {
        for (const one of listOf(open, organizationId, id))
          if (isBehind(one, cursor)) open.deliveries.delete(organizationId, deliveryKey(id, one))
      })
    },
    async delete(id) {
      writing.write((open) => {
        open.subscriptions.delete(organizationId, id)
        for (const one of listOf(open, organizationId, id)) open.deliveries.delete(organizationId, deliveryKey(id, one))
      })
    },
  }
}

function deliveryKey(id: string, { index, revision }: Place): string {
  return keyOf(id, revision, index)
}

function listOf({ deliveries }: Tables, organizationId: string, id: string): readonly Delivery[] {
  return deliveries
    .rows(organizationId)
    .filter(({ subscriptionId }) => subscriptionId === id)
    .toSorted((a, b) => (isBehind(a, b) ? 1 : -1))
}

/** Who was had last comes last. */
function turnOf({ claimedUntil, id, organizationId }: SubscriptionRow, { latestClaim }: DueAt): string {
  const last = claimedUntil === null || claimedUntil > latestClaim ? '' : claimedUntil
  return `${last} ${organizationId} ${id}`
}

function isFree({ claim, claimedUntil }: SubscriptionRow, { latestClaim, now }: DueAt): boolean {
  return claim === null || claimedUntil === null || claimedUntil <= now || claimedUntil > latestClaim
}

function toSubscription({ claim: _claim, claimedUntil: _until, ...subscription }: SubscriptionRow): Subscription {
  return subscription
}
