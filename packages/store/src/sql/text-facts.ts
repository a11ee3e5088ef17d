import { createCache } from '../create-cache.ts'

/** What is seen in a text of SQL alone. */
export interface TextFacts {
  /** Of this text and of no other one: short, where a text would have to be compared, or be part of a key. */
  readonly id: number
  /** Whether it changes nothing. */
  readonly isRead: boolean
  /** Whether it says what it has written. */
  readonly isReturning: boolean
  /** Whether JSON that it makes is among what it answers. */
  readonly answersJson: boolean
}

/** Texts of the store, and of filters, of which there is no end. */
const known = createCache<TextFacts>(2_000)

let lastId = 0

/** To read a text by regular expressions each time that it is run takes longer than to send it. */
export function factsOf(sql: string): TextFacts {
  const facts = known.get(sql)
  if (facts !== undefined) return facts
  const found = readText(sql)
  known.set(sql, found)
  return found
}

function readText(sql: string): TextFacts {
  return {
    id: (lastId += 1),
    isRead: /^\s*(SELECT|WITH)\b/i.test(sql) && !/\b(INSERT|UPDATE|DELETE)\b/i.test(sql),
    isReturning: sql.includes('RETURNING'),
    answersJson: /\bjson_(array|extract|group_array|group_object|object|quote|set)\b/.test(sql),
  }
}

/** A key of several texts in their order. */
export function keyOfTexts(statements: readonly { readonly sql: string }[]): string {
  let key = ''
  for (const { sql } of statements) key += `${factsOf(sql).id} `
  return key
}
