import type {
  OffReason,
  Subscription,
  SubscriptionDefinition,
  SubscriptionKind,
  SubscriptionState,
} from '@rolecall/core/directory/subscription'
import type {
  SubscriptionKey,
  SubscriptionReader,
  SubscriptionStore,
  SubscriptionWriter,
} from '@rolecall/core/store/subscriptions'

import { toBoolean, toJson, toNumber, toOptionalText, toText } from '../decode.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { tables } from '../tables/tables.ts'
import { createDeliveryReader, saveDeliveries, selectDeliveries, toDelivery, type DeliveryRow } from './deliveries.ts'
import type { RunWrite } from './organizations.ts'

const columns = Object.keys(tables.subscriptions).join(', ')

type SubscriptionRow = RowOf<'subscriptions'>

const isThis = 'organization_id = ? AND id = ?'
const isFree = '(s.claim IS NULL OR s.claimed_until <= ? OR s.claimed_until > ?)'

/** Until when somebody had it last, or never, so that its turn is the first. */
const lastHad = "CASE WHEN s.claimed_until <= ? THEN s.claimed_until ELSE '' END"

/** Claims by compare-and-set: of several processes that try, the database lets one through. */
export function createSubscriptionStore(statements: Statements, write: RunWrite): SubscriptionStore {
  return {
    async listDue({ latestClaim, latestWake, now }, organizationId, limit) {
      const ofOne = organizationId === null ? '' : 'AND s.organization_id = ?'
      const rows = await statements.all<RowOf<'subscriptions', 'organization_id' | 'id'>>(
        `SELECT s.organization_id, s.id FROM subscriptions s JOIN organizations o ON o.id = s.organization_id
         WHERE s.state = 'on' AND s.kind <> 'poll' ${ofOne} AND ${isFree}
           AND (s.wake_at <= ? OR s.wake_at > ? OR (s.blocked = 0 AND o.revision > s.cursor_revision))
         ORDER BY ${lastHad}, s.organization_id, s.id LIMIT ?`,
        [...(organizationId === null ? [] : [organizationId]), now, latestClaim, now, latestWake, latestClaim, limit],
      )
      return rows.map((row) => ({ organizationId: toText(row, 'organization_id'), id: toText(row, 'id') }))
    },
    async claim(key, { latestClaim, now }, { token, until }) {
      const [row] = await write((writing) =>
        writing.write<SubscriptionRow>(
          `UPDATE subscriptions AS s SET claim = ?, claimed_until = ?
           WHERE ${isThis} AND (state = 'on' OR kind = 'poll') AND ${isFree} RETURNING ${columns}`,
          [token, until, ...toKey(key), now, latestClaim],
        ),
      )
      return row && toSubscription(row)
    },
    async renew(key, { token, until }) {
      const rows = await write((writing) =>
        writing.write(`UPDATE subscriptions SET claimed_until = ? WHERE ${isThis} AND claim = ? RETURNING id`, [
          until,
          ...toKey(key),
          token,
        ]),
      )
      return rows.length > 0
    },
    async listWaiting({ id, organizationId }, limit) {
      const rows = await statements.all<DeliveryRow>(
        `${selectDeliveries} AND subscription_id = ? AND state = 'waiting' ORDER BY revision, idx LIMIT ?`,
        [organizationId, id, limit],
      )
      return rows.map(toDelivery)
    },
    save: (key, token, { drop, put, ...progress }) =>
      write(async (writing) => {
        const { blocked, cursor, deliveredAt, failingSince, failures, lastError, wakeAt } = progress
        const rows = await writing.write(
          `UPDATE subscriptions SET cursor_revision = ?, cursor_idx = ?, failures = ?, failing_since = ?, blocked = ?,
             wake_at = ?, last_error = ?, delivered_at = ?, claim = NULL
           WHERE ${isThis} AND claim = ? RETURNING id`,
          [
            cursor.revision,
            cursor.index,
            failures,
            failingSince,
            blocked ? 1 : 0,
            wakeAt,
            lastError,
            deliveredAt,
            ...toKey(key),
            token,
          ],
        )
        if (rows.length === 0) return false
        await saveDeliveries(writing, key, { put, drop })
        return true
      }),
    async count(state) {
      const [row] = await statements.all('SELECT COUNT(*) AS total FROM subscriptions WHERE state = ?', [state])
      return toNumber(row ?? {}, 'total')
    },
  }
}

export function createSubscriptionReader(statements: Statements, organizationId: string): SubscriptionReader {
  const select = `SELECT ${columns} FROM subscriptions WHERE organization_id = ?`
  return {
    ...createDeliveryReader(statements, organizationId),
    async list() {
      return (await statements.all<SubscriptionRow>(`${select} ORDER BY id`, [organizationId])).map(toSubscription)
    },
    async find(id) {
      const [row] = await statements.all<SubscriptionRow>(`${select} AND id = ?`, [organizationId, id])
      return row && toSubscription(row)
    },
  }
}

export function createSubscriptionWriter(statements: WritingStatements, organizationId: string): SubscriptionWriter {
  const free = 'claim = NULL'
  return {
    async insert(subscription) {
      const { created, cursor, id, kind, offReason, state } = subscription
      await statements.write(
        `INSERT INTO subscriptions (organization_id, id, kind, definition, state, off_reason, created, cursor_revision,
           cursor_idx, failures, blocked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
        [
          organizationId,
          id,
          kind,
          JSON.stringify(toDefinition(subscription)),
          state,
          offReason,
          created,
          cursor.revision,
          cursor.index,
        ],
      )
    },
    async update(id, { offReason, state, ...definition }) {
      const again =
        state === 'on'
          ? `, failures = 0, failing_since = NULL, blocked = 0,
             wake_at = CASE WHEN wake_at IS NULL THEN NULL ELSE created END`
          : ''
      await statements.write(
        `UPDATE subscriptions SET definition = ?, state = ?, off_reason = ?, ${free}${again} WHERE ${isThis}`,
        [JSON.stringify(toDefinition(definition)), state, offReason, organizationId, id],
      )
      if (state !== 'on') return
      await statements.write(
        `UPDATE deliveries SET due_at = (SELECT s.created FROM subscriptions s WHERE s.organization_id = ? AND s.id = ?)
         WHERE organization_id = ? AND subscription_id = ? AND state = 'waiting'`,
        [organizationId, id, organizationId, id],
      )
    },
    async rewind(id, { index, revision }) {
      await statements.write(
        `UPDATE subscriptions SET cursor_revision = ?, cursor_idx = ?, blocked = 0, ${free} WHERE ${isThis}`,
        [revision, index, organizationId, id],
      )
      await statements.write(
        'DELETE FROM deliveries WHERE organization_id = ? AND subscription_id = ? AND (revision, idx) > (?, ?)',
        [organizationId, id, revision, index],
      )
    },
    async delete(id) {
      await statements.write(`DELETE FROM subscriptions WHERE ${isThis}`, [organizationId, id])
    },
  }
}

function toKey({ id, organizationId }: SubscriptionKey): Parameter[] {
  return [organizationId, id]
}

function toDefinition(definition: SubscriptionDefinition): SubscriptionDefinition {
  const { begin, displayName, secrets, tokens, types, url } = definition
  return { displayName, url, types, secrets, begin, ...(tokens === undefined ? {} : { tokens }) }
}

function toSubscription(row: SubscriptionRow): Subscription {
  return {
    ...(toJson(row, 'definition') as SubscriptionDefinition),
    organizationId: toText(row, 'organization_id'),
    id: toText(row, 'id'),
    kind: toText(row, 'kind') as SubscriptionKind,
    state: toText(row, 'state') as SubscriptionState,
    offReason: toOptionalText(row, 'off_reason') as OffReason | null,
    created: toText(row, 'created'),
    cursor: { revision: toNumber(row, 'cursor_revision'), index: toNumber(row, 'cursor_idx') },
    failures: toNumber(row, 'failures'),
    failingSince: toOptionalText(row, 'failing_since'),
    blocked: toBoolean(row, 'blocked'),
    wakeAt: toOptionalText(row, 'wake_at'),
    lastError: toOptionalText(row, 'last_error'),
    deliveredAt: toOptionalText(row, 'delivered_at'),
  }
}
