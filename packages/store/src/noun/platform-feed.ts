import { randomBytes } from 'node:crypto'

import type { PlatformEvent } from '@rolecall/core/directory/platform-event'
import type { FeedRow } from '@rolecall/core/directory/platform-feed'
import type { PlatformFeedStore } from '@rolecall/core/store/platform-feed'

import { toJson, toNumber, toOptionalText, toText } from '../decode.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { Row, Statements, WritingStatements } from '../sql/statements.ts'
import { textOfDialect } from '../sql/text-of-dialect.ts'
import type { RowOf } from '../tables/row-of.ts'
import { ofTheFeed, toEvent, type EventRow } from './events.ts'
import type { RunWrite } from './organizations.ts'

/** Behind every event of a revision. */
const behindAll = 999_999_999

/** Chosen by us: whoever notes has it until its commit, so that who sees an entry sees all before it. */
const advisoryLock = 7_262_644

type EntryRow = RowOf<'feed_entries', 'position' | 'mark' | 'organization_id'> &
  RowOf<'organizations', 'external_id'> & { readonly deletion_id: string | null } & {
    readonly [Name in keyof EventRow]: EventRow[Name] | null
  }

const eventNames = 'e.revision, e.idx, e.type, e.subject, e.time, e.cause, e.data'

const ofEntry = `e.organization_id = o.id AND e.${ofTheFeed} AND e.revision <= f.revision
  AND (e.revision, e.idx) > (CASE f.position WHEN ? THEN CAST(? AS bigint) ELSE f.after_revision END,
    CASE f.position WHEN ? THEN CAST(? AS integer) ELSE ${behindAll} END)`

/** Entry by entry, and the events of each by their index; it ends with the page, however many an entry has. */
const selectPage = textOfDialect(
  ({ name }) =>
    `SELECT f.position, f.mark, o.id AS organization_id, o.external_id, ${eventNames}, p.id AS deletion_id,
       p.type AS deletion_type, p.subject AS deletion_subject, p.time AS deletion_time, p.cause AS deletion_cause, p.data AS deletion_data
     FROM feed_entries f LEFT JOIN platform_events p ON p.id = f.event_id
     LEFT JOIN organizations o ON o.id = f.organization_id AND o.deleted_at IS NULL
     LEFT JOIN ${
       name === 'postgres'
         ? `LATERAL (SELECT ${eventNames} FROM events e WHERE ${ofEntry} ORDER BY e.revision, e.idx LIMIT ?) e ON true`
         : `events e ON ${ofEntry}`
     }
     WHERE f.position >= CAST(? AS bigint) AND f.position < CAST(? AS bigint)
     ORDER BY f.position, e.revision, e.idx LIMIT ?`,
)

const selectMoved = `SELECT o.id FROM organizations o LEFT JOIN feed_heads h ON h.organization_id = o.id
  WHERE o.revision > COALESCE(h.revision, 0) AND o.deleted_at IS NULL`

const insertEntries = textOfDialect(
  (dialect) => `INSERT INTO feed_entries (position, mark, organization_id, after_revision, revision)
   SELECT (SELECT COALESCE(MAX(position), 0) FROM feed_entries) + ROW_NUMBER() OVER (ORDER BY o.id), ?,
     o.id, COALESCE(h.revision, 0), o.revision
   FROM organizations o LEFT JOIN feed_heads h ON h.organization_id = o.id
   WHERE ${dialect.isIn('o.id')} AND o.revision > COALESCE(h.revision, 0) AND o.deleted_at IS NULL
   RETURNING organization_id, revision`,
)

const putHeads = textOfDialect(
  (dialect) => `INSERT INTO feed_heads (organization_id, revision)
   SELECT r.organization_id, r.revision FROM ${dialect.fromRows({ organization_id: 'text', revision: 'integer' })} WHERE true
   ON CONFLICT (organization_id) DO UPDATE SET revision = excluded.revision`,
)

export function createPlatformFeedStore(statements: Statements, write: RunWrite): PlatformFeedStore {
  const { dialect } = statements
  return {
    async listMoved() {
      return (await statements.all<RowOf<'organizations', 'id'>>(selectMoved, [])).map((row) => toText(row, 'id'))
    },
    note: (organizationIds, mark) =>
      write(async (writing) => {
        await lockFeed(writing)
        const rows = await writing.write<RowOf<'feed_heads'>>(insertEntries(dialect), [
          mark,
          dialect.list(organizationIds),
        ])
        if (rows.length === 0) return
        const heads = rows.map((row) => ({
          organization_id: toText(row, 'organization_id'),
          revision: toNumber(row, 'revision'),
        }))
        await writing.write(putHeads(dialect), [dialect.rows(heads)])
      }),
    async list({ position, within }, limit) {
      const { index, revision } = within ?? { revision: 0, index: 0 }
      const first = within === null ? position + 1 : position
      const started = within === null ? -1 : position
      const parameters: Parameter[] = [started, revision, started, index]
      if (dialect.name === 'postgres') parameters.push(limit)
      parameters.push(first, first + limit, limit)
      const rows = await statements.all<EntryRow>(selectPage(dialect), parameters)
      return rows.map(toRow)
    },
    async findMark(position) {
      const [row] = await statements.all<RowOf<'feed_entries', 'mark'>>(
        'SELECT mark FROM feed_entries WHERE position = ?',
        [position],
      )
      return row && toText(row, 'mark')
    },
    async findLast() {
      const sql = 'SELECT position, mark FROM feed_entries ORDER BY position DESC LIMIT 1'
      const [row] = await statements.all<RowOf<'feed_entries', 'position' | 'mark'>>(sql, [])
      return row && { position: toNumber(row, 'position'), mark: toText(row, 'mark') }
    },
  }
}

/** Until the commit. A writer of SQLite is alone. */
async function lockFeed({ all, dialect }: Statements): Promise<void> {
  if (dialect.name === 'postgres') await all('SELECT pg_advisory_xact_lock(?)', [advisoryLock])
}

/** Gives the deletion of an organization its place, in the transaction that deletes it. */
export async function insertDeletion(writing: WritingStatements, { id }: PlatformEvent): Promise<void> {
  await lockFeed(writing)
  await writing.write(
    `INSERT INTO feed_entries (position, mark, after_revision, revision, event_id)
     SELECT COALESCE(MAX(position), 0) + 1, ?, 0, 0, ? FROM feed_entries`,
    [randomBytes(8).toString('hex'), id],
  )
}

function toRow(row: EntryRow): FeedRow {
  const place = { position: toNumber(row, 'position'), mark: toText(row, 'mark') }
  const deletion = row.deletion_id === null ? null : toDeletion(row)
  if (row.type === null) return { ...place, found: null, deletion }
  return {
    ...place,
    deletion,
    found: {
      organizationId: toOptionalText(row, 'organization_id') ?? '',
      externalId: toOptionalText(row, 'external_id'),
      event: toEvent(row as EventRow),
    },
  }
}

function toDeletion(row: Row): PlatformEvent {
  return {
    id: toText(row, 'deletion_id'),
    type: toText(row, 'deletion_type') as PlatformEvent['type'],
    subject: toText(row, 'deletion_subject'),
    time: toText(row, 'deletion_time'),
    cause: toJson(row, 'deletion_cause') as PlatformEvent['cause'],
    data: toJson(row, 'deletion_data') as PlatformEvent['data'],
  }
}
