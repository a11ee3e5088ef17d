import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import { deepEqual } from '@rolecall/core/scim/deep-equal'
import type { Store } from '@rolecall/core/store'
import type { KeyReader } from '@rolecall/core/store/keys'

import type { KeyMemory } from './key-memory.ts'

/** What was done for a remembered key that is no longer so: nothing of it counts, and nothing is written. */
export class KeyHasChanged extends Error {
  override readonly name = 'KeyHasChanged'
}

/**
 * Holds a remembered key against the stored one by the trip that a request makes anyway: with its first read, and within each
 * transaction. So a revoked key is refused at once, whichever process revoked it, and a key costs no trip of its own.
 */
export class KeyConfirmation {
  readonly #key: ApiKeyRecord
  readonly #memory: KeyMemory
  readonly #store: Store
  #current: Promise<ApiKeyRecord | undefined> | undefined

  constructor(store: Store, key: ApiKeyRecord, memory: KeyMemory) {
    this.#store = store
    this.#key = key
    this.#memory = memory
  }

  /** The store, that asks for the key with whatever is asked first. */
  get store(): Store {
    return {
      ...this.#store,
      read: (organizationId, ahead) => {
        void this.#ask(this.#store.apiKeys)
        return this.#store.read(organizationId, ahead)
      },
      write: (organizationId, scope, work) => {
        const { id } = this.#key
        const ahead: typeof scope.ahead = (reader) => {
          void reader.keys.find(id)
          scope.ahead?.(reader)
        }
        return this.#store.write(organizationId, { ...scope, ahead }, async (tx) => {
          if (!(await this.#isSameWithin(tx.keys))) throw new KeyHasChanged()
          return work(tx)
        })
      },
    }
  }

  /** Whether the stored key is the remembered one; asks now where nothing has. */
  async isSame(): Promise<boolean> {
    const current = await this.#ask(this.#store.apiKeys)
    if (current !== undefined && isSameKey(current, this.#key)) {
      this.#memory.remember(current)
      return true
    }
    this.#memory.forget(this.#key)
    return false
  }

  #isSameWithin(keys: KeyReader): Promise<boolean> {
    // A transaction has the last word: a read before it may have seen an older key.
    this.#current = keys.find(this.#key.id)
    return this.isSame()
  }

  #ask(keys: Pick<KeyReader, 'find'>): Promise<ApiKeyRecord | undefined> {
    if (this.#current === undefined) {
      this.#current = keys.find(this.#key.id)
      // Its failure is told to whoever waits for it.
      this.#current.catch(() => {})
    }
    return this.#current
  }
}

/** What a request depends on; when a key was last used it does not. */
function isSameKey(one: ApiKeyRecord, other: ApiKeyRecord): boolean {
  const { guessedProvider: _guess, lastUsedAt: _used, ...known } = one
  const { guessedProvider: _otherGuess, lastUsedAt: _otherUsed, ...stored } = other
  return deepEqual(known, stored)
}
