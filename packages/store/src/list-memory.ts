import type { Place } from '@rolecall/core/scim/resource/sort'
import { LRUCache } from 'lru-cache'

import type { Parameter } from './sql/parameter.ts'

/** Characters of the texts and values of all lists that are remembered. */
const capacity = 2_000_000

/** How many pages of one list are remembered by their ends: as many clients may read it at once. */
const keptEnds = 16

/** What is known of a list as long as its organization stays at a revision: each write that changes one raises that. */
export interface KnownList {
  readonly revision: number
  readonly total: number
  /** The last resource of a page, by the order and the index that comes after it. */
  readonly ends: LRUCache<string, Place>
}

/** The lists that were read last, so that a page is not counted anew for each, nor found by passing over all before it. */
export interface ListMemory {
  get(key: string): KnownList | undefined
  /** What is known of that revision: of another one all is forgotten. */
  keep(key: string, revision: number, total: number): KnownList
  forget(key: string): void
}

export function createListMemory(): ListMemory {
  const lists = new LRUCache<string, KnownList>({ maxSize: capacity, sizeCalculation: (_, { length }) => length + 500 })
  return {
    get: (key) => lists.get(key),
    keep(key, revision, total) {
      const known = lists.get(key)
      if (known?.revision === revision) return known
      const kept = { revision, total, ends: new LRUCache<string, Place>({ max: keptEnds }) }
      lists.set(key, kept)
      return kept
    },
    forget: (key) => void lists.delete(key),
  }
}

/** Lists of one key have the same resources in them, in whatever order. */
export function keyOfList(table: string, condition: string, values: readonly Parameter[]): string {
  return JSON.stringify([table, condition, values])
}
