import type { MappingReader, MappingVersion, MappingWriter } from '@rolecall/core/store/mappings'

import type { Reading, Writing } from '../reading.ts'
import { changeOrganization } from './organizations.ts'

export function createMappingReader({ organizationId, tables }: Reading): MappingReader {
  return {
    find: async (version) => tables().mappings.get(organizationId, String(version)),
    list: async (before, limit) =>
      tables()
        .mappings.rows(organizationId)
        .filter(({ version }) => before === null || version < before)
        .toSorted((a, b) => b.version - a.version)
        .slice(0, limit),
  }
}

export function createMappingWriter({ now, organizationId, writing }: Writing): MappingWriter {
  return {
    insert: async ({ authorKeyId, confirmBy = null, format, rollbackTo = null, text }) =>
      writing.write((tables): MappingVersion => {
        const { mappingVersion: version } = changeOrganization(tables, organizationId, ({ mappingVersion }) => {
          return { mappingVersion: mappingVersion + 1 }
        })
        const mapping = { version, text, format, created: now, authorKeyId, rollbackTo, confirmBy }
        tables.mappings.put(organizationId, String(version), mapping)
        return mapping
      }),
    async confirm(version) {
      writing.write(({ mappings }) => {
        const mapping = mappings.get(organizationId, String(version))
        if (mapping !== undefined) mappings.put(organizationId, String(version), { ...mapping, confirmBy: null })
      })
    },
  }
}
