import { Readable } from 'node:stream'

import { array } from 'valibot'

import { recordEvents } from '@rolecall/core/change/record-events'
import { listAudit, readEvents, toAuditEntry } from '@rolecall/core/log/audit'
import { verifyAudit } from '@rolecall/core/log/verify-audit'
import type { StoreReader } from '@rolecall/core/store'

import { defineRoute, type Route } from '../route/route.ts'
import type { AuditNotes } from './audit-notes.ts'
import { auditEntrySchema, auditVerdictSchema, toAuditView } from './audit-schema.ts'
import { noteReading } from './note-reading.ts'
import { auditParameters, parseAuditQuery } from './parse-audit-query.ts'

const path = '/api/audit'

/** Who did what, from where: for owners, as it tells of every sign-in and of every key. */
export const auditRoutes = (notes: AuditNotes): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listAuditEvents',
    summary: 'Read the audit: who did what, and from where; newest first',
    scope: 'organization',
    query: auditParameters,
    answers: { 200: { description: 'A page of events', schema: array(auditEntrySchema) } },
    async handle({ context, query, origin }) {
      const asked = parseAuditQuery(query)
      noteReading(notes, context, 'AuditRead', path)
      const entries = await listAudit(context, asked)
      const last = entries.at(-1)
      const body = entries.map(toAuditView)
      if (last === undefined || entries.length < asked.limit) return { status: 200, body }
      const next = new URLSearchParams(query)
      next.set('before', last.id)
      return { status: 200, headers: { Link: `<${origin}${path}?${next.toString()}>; rel="next"` }, body }
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/verification`,
    operationId: 'verifyAudit',
    summary: 'Hold every event of the audit against the chain of hashes, and say where it is broken',
    scope: 'organization',
    answers: { 200: { description: 'Whether the chain is whole', schema: auditVerdictSchema } },
    async handle({ context }) {
      noteReading(notes, context, 'AuditRead', `${path}/verification`)
      const { anchor, breaks, broken, events, head, last, older } = await verifyAudit(context, context.organizationId)
      return { status: 200, body: { events, older, last, head, broken, breaks, anchor } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/export`,
    operationId: 'exportAudit',
    summary: 'Export every event with its hash, oldest first, as JSON lines that can be held against the chain',
    scope: 'organization',
    answers: { 200: { description: 'An event on each line', mediaTypes: ['application/jsonl'] } },
    async handle({ context }) {
      const { cause, organizationId, store } = context
      await recordEvents(context, organizationId, cause, [{ type: 'AuditExported', subject: path, data: {} }])
      const lines = toLines(store.read(organizationId))
      // What fails before the first line is answered as any failure; later, the answer is cut.
      const first = await lines.next()
      return {
        status: 200,
        type: 'application/jsonl',
        headers: { 'Content-Disposition': 'attachment; filename="rolecall-audit.jsonl"' },
        body: Readable.from(beginningWith(first, lines), { objectMode: false }),
      }
    },
  }),
]

async function* beginningWith(first: IteratorResult<string>, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (first.done !== true) yield first.value
  yield* rest
}

async function* toLines(reader: StoreReader): AsyncGenerator<string> {
  for await (const rows of readEvents(reader)) {
    yield rows.map((row) => `${JSON.stringify(toAuditEntry(row))}\n`).join('')
  }
}
