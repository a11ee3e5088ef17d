import type { Delivery } from '@rolecall/core/directory/subscription'
import type { SavedProgress, SubscriptionKey, SubscriptionReader } from '@rolecall/core/store/subscriptions'

import { toNumber, toOptionalText, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { first } from './events.ts'

const names = [
  'subscription_id',
  'revision',
  'idx',
  'lane',
  'state',
  'attempts',
  'failed_at',
  'due_at',
  'error',
] as const

export type DeliveryRow = RowOf<'deliveries', (typeof names)[number]>

export const selectDeliveries = `SELECT ${names.join(', ')} FROM deliveries WHERE organization_id = ?`

/** Deliveries that wait or are dead. */
export function createDeliveryReader(
  statements: Statements,
  organizationId: string,
): Pick<SubscriptionReader, 'listDeliveries' | 'listDeliveriesOf' | 'findLastDead'> {
  return {
    async listDeliveries(id, state, after, limit) {
      const { index, revision } = after ?? first
      const rows = await statements.all<DeliveryRow>(
        `${selectDeliveries} AND subscription_id = ? AND state = ? AND (revision, idx) > (?, ?)
         ORDER BY revision, idx LIMIT ?`,
        [organizationId, id, state, revision, index, limit],
      )
      return rows.map(toDelivery)
    },
    async findLastDead(id) {
      const [row] = await statements.all<DeliveryRow>(
        `${selectDeliveries} AND subscription_id = ? AND state = 'dead' ORDER BY revision DESC, idx DESC LIMIT 1`,
        [organizationId, id],
      )
      return row && toDelivery(row)
    },
    async listDeliveriesOf({ index, revision }) {
      const rows = await statements.all<DeliveryRow>(
        `${selectDeliveries} AND revision = ? AND idx = ? ORDER BY subscription_id`,
        [organizationId, revision, index],
      )
      return rows.map(toDelivery)
    },
  }
}

const written = {
  revision: 'integer',
  idx: 'integer',
  lane: 'text',
  state: 'text',
  attempts: 'integer',
  failed_at: 'text?',
  due_at: 'text',
  error: 'text?',
} as const

export async function saveDeliveries(
  statements: WritingStatements,
  { id, organizationId }: SubscriptionKey,
  { drop, put }: Pick<SavedProgress, 'put' | 'drop'>,
): Promise<void> {
  const { dialect } = statements
  if (drop.length > 0) {
    const source = dialect.fromRows({ subscription_id: 'text', revision: 'integer', idx: 'integer' })
    const keys = drop.map(({ index: idx, revision }) => ({ subscription_id: id, revision, idx }))
    await statements.write(dialect.deleteByKey('deliveries', ['subscription_id', 'revision', 'idx'], source), [
      organizationId,
      dialect.rows(keys),
    ])
  }
  if (put.length === 0) return
  const rows = put.map(({ attempts, dueAt, error, failedAt, index, lane, revision, state }) => ({
    revision,
    idx: index,
    lane,
    state,
    attempts,
    failed_at: failedAt,
    due_at: dueAt,
    error,
  }))
  await statements.write(
    `INSERT INTO deliveries (organization_id, subscription_id, revision, idx, lane, state, attempts, failed_at, due_at, error)
     SELECT ?, ?, r.revision, r.idx, r.lane, r.state, r.attempts, r.failed_at, r.due_at, r.error
     FROM ${dialect.fromRows(written)} WHERE true
     ON CONFLICT (organization_id, subscription_id, revision, idx) DO UPDATE SET state = excluded.state,
       attempts = excluded.attempts, failed_at = excluded.failed_at, due_at = excluded.due_at, error = excluded.error`,
    [organizationId, id, dialect.rows(rows)],
  )
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    subscriptionId: toText(row, 'subscription_id'),
    revision: toNumber(row, 'revision'),
    index: toNumber(row, 'idx'),
    lane: toText(row, 'lane'),
    state: toText(row, 'state') as Delivery['state'],
    attempts: toNumber(row, 'attempts'),
    failedAt: toOptionalText(row, 'failed_at'),
    dueAt: toText(row, 'due_at'),
    error: toOptionalText(row, 'error'),
  }
}
