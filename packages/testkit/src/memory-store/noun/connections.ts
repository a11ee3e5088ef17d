import type { ConnectionReader, ConnectionWriter } from '@rolecall/core/store/connections'

import { requireUnique } from '../constraints.ts'
import { byId } from '../in-order.ts'
import type { Reading, Writing } from '../reading.ts'

export function createConnectionReader({ organizationId, tables }: Reading): ConnectionReader {
  return {
    list: async () => tables().connections.rows(organizationId).toSorted(byId),
    find: async (id) => tables().connections.get(organizationId, id),
  }
}

export function createConnectionWriter({ organizationId, writing }: Writing): ConnectionWriter {
  return {
    async insert(connection) {
      writing.write(({ connections }) => {
        requireUnique(connections.get(organizationId, connection.id) !== undefined, 'sso_connections.id')
        connections.put(organizationId, connection.id, connection)
      })
    },
    async delete(id) {
      writing.write(({ connections }) => connections.delete(organizationId, id))
    },
  }
}
