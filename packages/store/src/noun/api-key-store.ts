import type { ApiKeyStore } from '@rolecall/core/store/keys'

import { createCache } from '../create-cache.ts'
import type { Statements } from '../sql/statements.ts'
import { keyColumns, toKey, type KeyRow } from './keys.ts'
import type { RunWrite } from './organizations.ts'

/** A use is noted at most once a minute for each key. */
const touchInterval = 60_000

/** Beyond this the keys that were not used longest are forgotten, which costs a write. */
const rememberedKeys = 10_000

const selectKey = `SELECT ${keyColumns.join(', ')} FROM api_keys WHERE id = ?`

/** API keys by what authenticates: the one look-up across organizations. */
export function createApiKeyStore(statements: Statements, write: RunWrite): ApiKeyStore {
  /** Until when nothing more is noted of a key. */
  const touched = createCache<string>(rememberedKeys)
  const noted = createCache<string>(rememberedKeys)
  return {
    async find(id) {
      const [row] = await statements.all<KeyRow>(selectKey, [id])
      return row && toKey(row)
    },
    touch(id, now) {
      if (now < (touched.get(id) ?? '')) return
      touched.set(id, new Date(Date.parse(now) + touchInterval).toISOString())
      // A use that could not be noted is noted again in a minute.
      write((writing) => writing.write('UPDATE api_keys SET last_used_at = ? WHERE id = ?', [now, id])).catch(() => {})
    },
    noteProvider(id, provider) {
      if (noted.get(id) === provider) return
      noted.set(id, provider)
      write((writing) =>
        writing.write('UPDATE api_keys SET guessed_provider = ? WHERE id = ? AND guessed_provider IS NULL', [
          provider,
          id,
        ]),
      ).catch(() => noted.delete(id))
    },
  }
}
