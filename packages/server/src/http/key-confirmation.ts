import type { Store } from '@rolecall/core/store'

import type { KeyMemory } from './key-memory.ts'
import { findAgain, isSamePresented, toSource, type Presented, type PresentedSource } from './presented.ts'

/** What was done for a remembered key that is no longer so: nothing of it counts, and nothing is written. */
export class KeyHasChanged extends Error {
  override readonly name = 'KeyHasChanged'
}

/**
 * Holds a remembered key, or token, against the stored one by the trip that a request makes anyway: with its first read, and within each
 * transaction. So a revoked key is refused at once, whichever process revoked it, and a key costs no trip of its own.
 */
export class KeyConfirmation {
  readonly #known: Presented
  readonly #memory: KeyMemory
  readonly #store: Store
  #current: Promise<Presented | undefined> | undefined

  constructor(store: Store, known: Presented, memory: KeyMemory) {
    this.#store = store
    this.#known = known
    this.#memory = memory
  }

  /** The store, that asks for the key with whatever is asked first. */
  get store(): Store {
    return {
      ...this.#store,
      read: (organizationId, ahead) => {
        void this.#ask(toSource(this.#store))
        return this.#store.read(organizationId, ahead)
      },
      write: (organizationId, scope, work) => {
        const ahead: typeof scope.ahead = (reader) => {
          void findAgain(this.#known, reader)
          scope.ahead?.(reader)
        }
        return this.#store.write(organizationId, { ...scope, ahead }, async (tx) => {
          if (!(await this.#isSameWithin(tx))) throw new KeyHasChanged()
          return work(tx)
        })
      },
    }
  }

  /** It as it is stored now, whatever was read of it before. */
  findNow(): Promise<Presented | undefined> {
    return findAgain(this.#known, toSource(this.#store))
  }

  /** Whether the stored key is the remembered one; asks now where nothing has. */
  async isSame(): Promise<boolean> {
    const current = await this.#ask(toSource(this.#store))
    if (current !== undefined && isSamePresented(current, this.#known)) return true
    this.#memory.forget(this.#known)
    return false
  }

  #isSameWithin(source: PresentedSource): Promise<boolean> {
    // A transaction has the last word: a read before it may have seen an older key.
    this.#current = findAgain(this.#known, source)
    return this.isSame()
  }

  #ask(source: PresentedSource): Promise<Presented | undefined> {
    if (this.#current === undefined) {
      this.#current = findAgain(this.#known, source)
      // Its failure is told to whoever waits for it.
      this.#current.catch(() => {})
    }
    return this.#current
  }
}
