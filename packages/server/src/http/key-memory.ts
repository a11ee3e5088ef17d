import { idOfApiKey, matchesApiKey } from '@rolecall/core/directory/api-key-secret'
import { hashIssued, isIssued } from '@rolecall/core/directory/oauth-secret'
import { createCache } from '@rolecall/rules/create-cache'

import { refusalOf, type Presented } from './presented.ts'

/** As many as there may be organizations that ask in turn: of one that is not remembered each request makes a trip more. */
const remembered = 10_000

/** Keys and tokens that were in force when they were last read: a guess, that each request has confirmed. */
export class KeyMemory {
  readonly #known = createCache<Presented>(remembered)

  /** What is presented, if it is known and was in force. */
  guess(text: string, now: string): Presented | undefined {
    const known = isIssued('token', text) ? this.#known.get(hashIssued(text)) : this.#guessKey(text)
    return known !== undefined && refusalOf(known, now) === null ? known : undefined
  }

  remember(presented: Presented): void {
    this.#known.set(nameOf(presented), presented)
  }

  forget(presented: Presented): void {
    this.#known.delete(nameOf(presented))
  }

  #guessKey(text: string): Presented | undefined {
    const id = idOfApiKey(text)
    const known = id === undefined ? undefined : this.#known.get(id)
    return known?.token === null && matchesApiKey(text, known.key.hash) ? known : undefined
  }
}

/** A token has another one than its client, and several have none in common. */
function nameOf({ key, token }: Presented): string {
  return token === null ? key.id : token.hash
}
