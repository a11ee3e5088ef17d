import { createHash } from 'node:crypto'

import type { LRUCache } from 'lru-cache'

import { createCache } from '../create-cache.ts'

export interface PreparedText {
  /** By which a connection prepares it once. */
  readonly name: string
  /** With `$1`, `$2`… for `?`. */
  readonly text: string
}

/**
 * The texts that were used last, and what each connection has prepared. PostgreSQL keeps a prepared text as long as the
 * connection lasts, and filters make texts without end: a connection that has prepared too many is let go.
 */
export class PreparedTexts<Connection extends object> {
  readonly #capacity: number
  readonly #texts: LRUCache<string, PreparedText>
  readonly #namesOf = new WeakMap<Connection, Set<string>>()

  constructor(capacity: number) {
    this.#capacity = capacity
    this.#texts = createCache(capacity)
  }

  /** The text as this connection is to be asked to run it. */
  prepare(connection: Connection, sql: string): PreparedText {
    const prepared = this.#texts.get(sql) ?? this.#remember(sql)
    const names = this.#namesOf.get(connection) ?? new Set()
    this.#namesOf.set(connection, names.add(prepared.name))
    return prepared
  }

  /** Whether it has prepared so many that another one is to take its place. */
  isFull(connection: Connection): boolean {
    return (this.#namesOf.get(connection)?.size ?? 0) >= this.#capacity
  }

  #remember(sql: string): PreparedText {
    const prepared = toPreparedText(sql)
    this.#texts.set(sql, prepared)
    return prepared
  }
}

function toPreparedText(sql: string): PreparedText {
  let position = 0
  const text = sql.replaceAll('?', () => `$${++position}`)
  return { name: createHash('sha1').update(text).digest('base64url'), text }
}
