import type { ConnectionReader, ConnectionStore, ConnectionWriter } from '@rolecall/core/store/connections'

import { requireUnique } from '../constraints.ts'
import { byId } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Reading, Writing } from '../reading.ts'
import { usedOnceKey } from './sign-ins.ts'

export function createConnectionStore({ tables }: MemoryDatabase): ConnectionStore {
  return {
    async find(id) {
      const { connections, organizations } = tables()
      for (const { id: organizationId } of organizations.all()) {
        const connection = connections.get(organizationId, id)
        if (connection !== undefined) return { organizationId, connection }
      }
      return undefined
    },
  }
}

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
    async update({ console, id, name, sealedSecret }) {
      writing.write(({ connections }) => {
        const standing = connections.get(organizationId, id)
        if (standing !== undefined) connections.put(organizationId, id, { ...standing, name, console, sealedSecret })
      })
    },
    async delete(id) {
      writing.write(({ connections, signIns, usedOnce }) => {
        connections.delete(organizationId, id)
        for (const { connectionId, hash } of signIns.rows(organizationId))
          if (connectionId === id) signIns.delete(organizationId, hash)
        for (const once of usedOnce.rows(organizationId))
          if (once.connectionId === id) usedOnce.delete(organizationId, usedOnceKey(once))
      })
    },
  }
}
