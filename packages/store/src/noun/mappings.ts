import type { MappingReader, MappingVersion, MappingWriter } from '@rolecall/core/store/mappings'

import { toNumber, toOptionalNumber, toOptionalText, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

const columns = ['version', 'text', 'format', 'created', 'author_key_id', 'rollback_to', 'confirm_by'] as const
const names = columns.join(', ')

type MappingRow = RowOf<'mapping_versions', (typeof columns)[number]>

export function createMappingReader(statements: Statements, organizationId: string): MappingReader {
  return {
    async find(version) {
      const [row] = await statements.all<MappingRow>(
        `SELECT ${names} FROM mapping_versions WHERE organization_id = ? AND version = ?`,
        [organizationId, version],
      )
      return row && toMapping(row)
    },
    async list(before, limit) {
      const rows = await statements.all<MappingRow>(
        `SELECT ${names} FROM mapping_versions WHERE organization_id = ? AND version < ? ORDER BY version DESC LIMIT ?`,
        [organizationId, before ?? Number.MAX_SAFE_INTEGER, limit],
      )
      return rows.map(toMapping)
    },
  }
}

export function createMappingWriter(statements: WritingStatements, organizationId: string, now: string): MappingWriter {
  return {
    async insert({ authorKeyId, confirmBy = null, format, rollbackTo = null, text }) {
      const [row] = await statements.write(
        'UPDATE organizations SET mapping_version = mapping_version + 1 WHERE id = ? RETURNING mapping_version AS version',
        [organizationId],
      )
      const version = toNumber(row ?? {}, 'version')
      await statements.write(
        `INSERT INTO mapping_versions
         (organization_id, version, text, format, created, author_key_id, rollback_to, confirm_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [organizationId, version, text, format, now, authorKeyId, rollbackTo, confirmBy],
      )
      return { version, text, format, created: now, authorKeyId, rollbackTo, confirmBy }
    },
    async confirm(version) {
      await statements.write(
        'UPDATE mapping_versions SET confirm_by = NULL WHERE organization_id = ? AND version = ?',
        [organizationId, version],
      )
    },
  }
}

function toMapping(row: MappingRow): MappingVersion {
  return {
    version: toNumber(row, 'version'),
    text: toText(row, 'text'),
    format: toText(row, 'format') === 'json' ? 'json' : 'yaml',
    created: toText(row, 'created'),
    authorKeyId: toOptionalText(row, 'author_key_id'),
    rollbackTo: toOptionalNumber(row, 'rollback_to'),
    confirmBy: toOptionalText(row, 'confirm_by'),
  }
}
