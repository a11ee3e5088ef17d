import type { ApiKeyStore, KeyReader, KeyWriter } from '@rolecall/core/store/keys'

import { requireUnique } from '../constraints.ts'
import { byId } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Reading, Writing } from '../reading.ts'
import type { Tables } from '../tables.ts'

/** A use is noted at most once a minute for each key. */
const touchInterval = 60_000

export function createApiKeyStore({ run, tables }: MemoryDatabase): ApiKeyStore {
  const touched = new Map<string, number>()
  const noted = new Map<string, string>()

  function note(id: string, change: { readonly lastUsedAt: string } | { readonly guessedProvider: string }): void {
    const noting = run(async (writing) =>
      writing.write(({ keys }) => {
        const key = findKey({ keys }, id)
        if (key !== undefined) keys.put(key.organizationId, id, { ...key, ...change })
      }),
    )
    noting.catch(() => {})
  }

  return {
    find: async (id) => findKey(tables(), id),
    touch(id, now) {
      const time = Date.parse(now)
      if (time - (touched.get(id) ?? 0) < touchInterval) return
      touched.set(id, time)
      note(id, { lastUsedAt: now })
    },
    noteProvider(id, provider) {
      if (noted.get(id) === provider) return
      noted.set(id, provider)
      if (findKey(tables(), id)?.guessedProvider === null) note(id, { guessedProvider: provider })
    },
  }
}

function findKey({ keys }: Pick<Tables, 'keys'>, wanted: string) {
  return keys.find(({ id }) => id === wanted)
}

export function createKeyReader({ organizationId, tables }: Reading): KeyReader {
  return {
    list: async () => tables().keys.rows(organizationId).toSorted(byId),
    find: async (id) => tables().keys.get(organizationId, id),
  }
}

export function createKeyWriter({ organizationId, writing }: Writing): KeyWriter {
  return {
    async insert(key) {
      writing.write(({ keys }) => {
        requireUnique(findKey({ keys }, key.id) !== undefined, 'api_keys.id')
        keys.put(organizationId, key.id, { ...key, organizationId })
      })
    },
    async update({ displayName, expiresAt, hash, id, provider, revokedAt, strict, tolerancesOff }) {
      writing.write(({ keys }) => {
        const key = keys.get(organizationId, id)
        if (key === undefined) return
        const change = { displayName, provider, strict, tolerancesOff, hash, expiresAt, revokedAt }
        keys.put(organizationId, id, { ...key, ...change })
      })
    },
    async dropLinks(now) {
      writing.write(({ keys }) => {
        const over = keys
          .rows(organizationId)
          .filter(({ expiresAt, kind }) => kind === 'link' && (expiresAt ?? now) <= now)
        for (const { id } of over) keys.delete(organizationId, id)
      })
    },
  }
}
