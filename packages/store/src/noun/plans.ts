import type { MappingSource } from '@rolecall/core/directory/mapping-source'
import type { Plan, PlanResult, PlanState, StoredLine } from '@rolecall/core/directory/plan'
import type { PlanReader, PlanStore } from '@rolecall/core/store/plans'

import { toJson, toNumber, toOptionalJson, toOptionalNumber, toOptionalText, toText } from '../decode.ts'
import type { Statements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import type { RunWrite } from './organizations.ts'

/** Lines of one row. */
const chunkSize = 1_000

const columns = [
  'id',
  'state',
  'created',
  'expires_at',
  'text',
  'format',
  'rollback_to',
  'done',
  'total',
  'result',
  'failure',
] as const
const names = columns.join(', ')

type PlanRow = RowOf<'plans', (typeof columns)[number]>

export function createPlanReader(statements: Statements, organizationId: string): PlanReader {
  return {
    async find(id) {
      const [row] = await statements.all<PlanRow>(`SELECT ${names} FROM plans WHERE organization_id = ? AND id = ?`, [
        organizationId,
        id,
      ])
      return row && toPlan(row)
    },
    async listLines(id, kind, from, count) {
      const first = Math.floor(from / chunkSize)
      const rows = await statements.all<RowOf<'plan_lines', 'lines'>>(
        `SELECT lines FROM plan_lines
         WHERE organization_id = ? AND plan_id = ? AND kind = ? AND chunk >= ? ORDER BY chunk LIMIT ?`,
        [organizationId, id, kind, first, Math.floor((from + count - 1) / chunkSize) - first + 1],
      )
      const lines = rows.flatMap((row) => (toJson(row, 'lines') as readonly PackedLine[]).map(toLine))
      const skipped = from % chunkSize
      return lines.slice(skipped, skipped + count)
    },
  }
}

/** Plans are no part of the directory: writing one raises no revision and waits for no write of the organization. */
export function createPlanStore(organizationId: string, write: RunWrite): PlanStore {
  const run = (sql: string, parameters: readonly (string | number | null)[]) =>
    write((statements) => statements.write(sql, parameters))
  return {
    async insert({ created, expiresAt, id, rollbackTo, source }) {
      await run(
        `INSERT INTO plans (organization_id, id, state, created, expires_at, text, format, rollback_to)
         VALUES (?, ?, 'running', ?, ?, ?, ?, ?)`,
        [organizationId, id, created, expiresAt, source.text, source.format, rollbackTo],
      )
    },
    async setProgress(id, { done, total }) {
      await run('UPDATE plans SET done = ?, total = ? WHERE organization_id = ? AND id = ?', [
        done,
        total,
        organizationId,
        id,
      ])
    },
    async addLines(id, kind, lines) {
      // One row at a time: a write of somebody else waits for one at most.
      for (let start = 0; start < lines.length; start += chunkSize) {
        const packed = lines.slice(start, start + chunkSize).map(toPacked)
        await run('INSERT INTO plan_lines (organization_id, plan_id, kind, chunk, lines) VALUES (?, ?, ?, ?, ?)', [
          organizationId,
          id,
          kind,
          start / chunkSize,
          JSON.stringify(packed),
        ])
      }
    },
    async finish(id, result) {
      await run("UPDATE plans SET state = 'ready', result = ? WHERE organization_id = ? AND id = ?", [
        JSON.stringify(result),
        organizationId,
        id,
      ])
    },
    async fail(id, reason) {
      await run("UPDATE plans SET state = 'failed', failure = ? WHERE organization_id = ? AND id = ?", [
        reason,
        organizationId,
        id,
      ])
    },
    async trim(now, keep) {
      await run(
        `DELETE FROM plans WHERE organization_id = ? AND (expires_at <= ? OR id NOT IN (
           SELECT id FROM plans WHERE organization_id = ? ORDER BY created DESC, id DESC LIMIT ?))`,
        [organizationId, now, organizationId, keep],
      )
    },
  }
}

/** A line as it is kept: there may be hundreds of thousands. */
type PackedLine = readonly [userId: string, userName: string, template: number]

function toPacked({ template, userId, userName }: StoredLine): PackedLine {
  return [userId, userName, template]
}

function toLine([userId, userName, template]: PackedLine): StoredLine {
  return { userId, userName, template }
}

function toPlan(row: PlanRow): Plan {
  const source: MappingSource = {
    text: toText(row, 'text'),
    format: toText(row, 'format') === 'json' ? 'json' : 'yaml',
  }
  return {
    id: toText(row, 'id'),
    state: toText(row, 'state') as PlanState,
    created: toText(row, 'created'),
    expiresAt: toText(row, 'expires_at'),
    source,
    rollbackTo: toOptionalNumber(row, 'rollback_to'),
    progress: { done: toNumber(row, 'done'), total: toNumber(row, 'total') },
    result: toOptionalJson(row, 'result') as PlanResult | null,
    failure: toOptionalText(row, 'failure'),
  }
}
