import type { PlatformEvent } from '@rolecall/core/directory/platform-event'
import type { PlatformKey } from '@rolecall/core/directory/platform-key'
import type { PlatformStore } from '@rolecall/core/store/platform'

import { toJson, toOptionalText, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import type { RunWrite } from './organizations.ts'

type KeyRow = RowOf<'platform_keys'>
type EventRow = RowOf<'platform_events'>

const keyNames = 'id, display_name, hash, created, expires_at, last_used_at, revoked_at'
const eventNames = 'id, type, subject, time, cause, data'

/** A use is noted at most once a minute, in milliseconds. */
const touchInterval = 60_000

export function createPlatformStore(statements: Statements, write: RunWrite): PlatformStore {
  const touched = new Map<string, number>()
  return {
    async findKey(id) {
      const [row] = await statements.all<KeyRow>(`SELECT ${keyNames} FROM platform_keys WHERE id = ?`, [id])
      return row && toKey(row)
    },
    async listKeys() {
      return (await statements.all<KeyRow>(`SELECT ${keyNames} FROM platform_keys ORDER BY id`, [])).map(toKey)
    },
    insertKey: (key, event) =>
      write(async (writing) => {
        const { created, displayName, expiresAt, hash, id, lastUsedAt, revokedAt } = key
        await writing.write(`INSERT INTO platform_keys (${keyNames}) VALUES (?, ?, ?, ?, ?, ?, ?)`, [
          id,
          displayName,
          hash,
          created,
          expiresAt,
          lastUsedAt,
          revokedAt,
        ])
        await insertPlatformEvent(writing, event)
      }),
    revokeKey: (id, event) =>
      write(async (writing) => {
        const sql = 'UPDATE platform_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL RETURNING id'
        const ended = await writing.write(sql, [event.time, id])
        if (ended.length > 0) await insertPlatformEvent(writing, event)
        return ended.length > 0
      }),
    touchKey(id, now) {
      const time = Date.parse(now)
      if (time - (touched.get(id) ?? 0) < touchInterval) return
      touched.set(id, time)
      const sql = 'UPDATE platform_keys SET last_used_at = ? WHERE id = ?'
      write((writing) => writing.write(sql, [now, id])).catch(() => {})
    },
    async listEvents({ after, limit }) {
      const sql = `SELECT ${eventNames} FROM platform_events WHERE id < ? ORDER BY id DESC LIMIT ?`
      // Every id is below that.
      return (await statements.all<EventRow>(sql, [after ?? '~', limit])).map(toEvent)
    },
  }
}

/** Writes down what outlives an organization, in the transaction that does it. */
export async function insertPlatformEvent(writing: WritingStatements, event: PlatformEvent): Promise<void> {
  const { cause, data, id, subject, time, type } = event
  await writing.write(`INSERT INTO platform_events (${eventNames}) VALUES (?, ?, ?, ?, ?, ?)`, [
    id,
    type,
    subject,
    time,
    JSON.stringify(cause),
    JSON.stringify(data),
  ])
}

function toKey(row: KeyRow): PlatformKey {
  return {
    id: toText(row, 'id'),
    displayName: toText(row, 'display_name'),
    hash: toText(row, 'hash'),
    created: toText(row, 'created'),
    expiresAt: toOptionalText(row, 'expires_at'),
    lastUsedAt: toOptionalText(row, 'last_used_at'),
    revokedAt: toOptionalText(row, 'revoked_at'),
  }
}

function toEvent(row: EventRow): PlatformEvent {
  return {
    id: toText(row, 'id'),
    type: toText(row, 'type') as PlatformEvent['type'],
    subject: toText(row, 'subject'),
    time: toText(row, 'time'),
    cause: toJson(row, 'cause') as PlatformEvent['cause'],
    data: toJson(row, 'data') as PlatformEvent['data'],
  }
}
