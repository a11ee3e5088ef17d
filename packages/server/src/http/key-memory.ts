import { isInForce } from '@rolecall/core/access/authenticate'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import { idOfApiKey, matchesApiKey } from '@rolecall/core/directory/api-key-secret'
import { LRUCache } from 'lru-cache'

/** Keys that were in force when they were last read, by their id: a guess, that each request has confirmed. */
export class KeyMemory {
  readonly #keys = new LRUCache<string, ApiKeyRecord>({ max: 1_000 })

  /** The key that is presented, if it is known and was in force. */
  guess(presented: string, now: string): ApiKeyRecord | undefined {
    const id = idOfApiKey(presented)
    const key = id === undefined ? undefined : this.#keys.get(id)
    return key !== undefined && isInForce(key, now) && matchesApiKey(presented, key.hash) ? key : undefined
  }

  remember(key: ApiKeyRecord): void {
    this.#keys.set(key.id, key)
  }

  forget({ id }: ApiKeyRecord): void {
    this.#keys.delete(id)
  }
}
