import type { NoticeCode, StandingNotice } from '@rolecall/core/directory/notice'
import type { NoticeReader, NoticeStore, NoticeWriter } from '@rolecall/core/store/notices'

import { toJson, toNumber, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import type { Counted } from './group-findings.ts'

const columns = ['code', 'subject', 'occurrence', 'level', 'since', 'message', 'data'] as const
const names = columns.join(', ')

export function createNoticeStore(statements: Statements): NoticeStore {
  return {
    async count() {
      const rows = await statements.all<RowOf<'notices', 'code'> & Counted>(
        'SELECT code, COUNT(*) AS count FROM notices GROUP BY code ORDER BY code',
        [],
      )
      return rows.map((row) => ({ code: toText(row, 'code') as NoticeCode, count: toNumber(row, 'count') }))
    },
  }
}

export function createNoticeReader(statements: Statements, organizationId: string): NoticeReader {
  return {
    async list() {
      const rows = await statements.all<RowOf<'notices', (typeof columns)[number]>>(
        `SELECT ${names} FROM notices WHERE organization_id = ? ORDER BY code, subject`,
        [organizationId],
      )
      return rows.map((row) => ({
        code: toText(row, 'code') as NoticeCode,
        subject: toText(row, 'subject'),
        occurrence: toText(row, 'occurrence'),
        level: toNumber(row, 'level'),
        since: toText(row, 'since'),
        message: toText(row, 'message'),
        data: toJson(row, 'data') as StandingNotice['data'],
      }))
    },
  }
}

export function createNoticeWriter(statements: WritingStatements, organizationId: string): NoticeWriter {
  const { dialect } = statements
  return {
    async put(notices) {
      const source = dialect.fromRows({
        code: 'text',
        subject: 'text',
        occurrence: 'text',
        level: 'integer',
        since: 'text',
        message: 'text',
        data: 'text',
      })
      await statements.write(
        `INSERT INTO notices (organization_id, ${names})
         SELECT ?, ${columns.map((name) => `r.${name}`).join(', ')} FROM ${source} WHERE true
         ON CONFLICT (organization_id, code, subject) DO UPDATE SET occurrence = excluded.occurrence, level = excluded.level,
         since = excluded.since, message = excluded.message, data = excluded.data`,
        [organizationId, dialect.rows(notices.map(toRow))],
      )
    },
    async delete(notices) {
      const source = dialect.fromRows({ code: 'text', subject: 'text' })
      await statements.write(dialect.deleteByKey('notices', ['code', 'subject'], source), [
        organizationId,
        dialect.rows(notices.map(({ code, subject }) => ({ code, subject }))),
      ])
    },
  }
}

function toRow({ code, data, level, message, occurrence, since, subject }: StandingNotice) {
  return { code, subject, occurrence, level, since, message, data: JSON.stringify(data) }
}
