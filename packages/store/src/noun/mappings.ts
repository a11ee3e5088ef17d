import type { MappingReader, MappingVersion, MappingWriter } from '@rolecall/core/store'

import { toNumber, toOptionalText, toText } from '../decode.ts'
import type { Row, Statements, WritingStatements } from '../sql/statements.ts'

export function createMappingReader(statements: Statements, organizationId: string): MappingReader {
  return {
    async find(version) {
      const [row] = await statements.all(
        `SELECT version, text, format, created, author_key_id FROM mapping_versions
         WHERE organization_id = ? AND version = ?`,
        [organizationId, version],
      )
      return row && toMapping(row)
    },
  }
}

export function createMappingWriter(statements: WritingStatements, organizationId: string, now: string): MappingWriter {
  return {
    async insert({ authorKeyId, format, text }) {
      const [row] = await statements.write(
        'UPDATE organizations SET mapping_version = mapping_version + 1 WHERE id = ? RETURNING mapping_version AS version',
        [organizationId],
      )
      const version = toNumber(row ?? {}, 'version')
      await statements.write(
        `INSERT INTO mapping_versions (organization_id, version, text, format, created, author_key_id)
         VALUES (?, ?, ?, ?, ?, ?)`,
        [organizationId, version, text, format, now, authorKeyId],
      )
      return { version, text, format, created: now, authorKeyId }
    },
  }
}

function toMapping(row: Row): MappingVersion {
  return {
    version: toNumber(row, 'version'),
    text: toText(row, 'text'),
    format: toText(row, 'format') === 'json' ? 'json' : 'yaml',
    created: toText(row, 'created'),
    authorKeyId: toOptionalText(row, 'author_key_id'),
  }
}
