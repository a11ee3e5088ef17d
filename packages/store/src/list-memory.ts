import type { Place } from '@rolecall/core/scim/resource/sort'
import { LRUCache } from 'lru-cache'

import { createCache } from './create-cache.ts'
import type { Parameter } from './sql/parameter.ts'

/** Characters of the texts and values of all lists that are remembered. */
const capacity = 2_000_000

/** How many places of one list are remembered: as many clients may read it at once. */
const keptPlaces = 16

/** What is known of a list as long as its organization stays in a state: each write that changes one has another mark. */
export interface KnownList {
  readonly mark: string
  readonly total: number
  /** Where pages that were read begin and end. */
  readonly places: ListPlaces
}

/** A place in an order that is known: the resource before an index. */
export interface KnownPlace {
  readonly order: string
  readonly index: number
  readonly before: Place
}

/** The places of a list that were met last. */
export interface ListPlaces {
  keep(place: KnownPlace): void
  /** The last place at or before an index; `undefined` where none is known. */
  findNearest(order: string, index: number): KnownPlace | undefined
}

/** The lists that were read last, so that a page is not counted anew for each, nor found by passing over all before it. */
export interface ListMemory {
  get(key: string): KnownList | undefined
  /** What is known of that state: of another one all is forgotten. */
  keep(key: string, mark: string, total: number): KnownList
  forget(key: string): void
}

export function createListMemory(): ListMemory {
  const lists = new LRUCache<string, KnownList>({ maxSize: capacity, sizeCalculation: (_, { length }) => length + 500 })
  return {
    get: (key) => lists.get(key),
    keep(key, mark, total) {
      const known = lists.get(key)
      if (known?.mark === mark) return known
      const kept = { mark, total, places: createListPlaces() }
      lists.set(key, kept)
      return kept
    },
    forget: (key) => void lists.delete(key),
  }
}

function createListPlaces(): ListPlaces {
  const places = createCache<KnownPlace>(keptPlaces)
  const keyOf = ({ index, order }: Pick<KnownPlace, 'index' | 'order'>) => `${order} ${index}`
  return {
    keep: (place) => void places.set(keyOf(place), place),
    findNearest(order, index) {
      let nearest: KnownPlace | undefined
      for (const place of places.values()) {
        if (place.order === order && place.index <= index && place.index > (nearest?.index ?? 0)) nearest = place
      }
      return nearest && places.get(keyOf(nearest))
    },
  }
}

/** Lists of one key have the same resources in them, in whatever order. */
export function keyOfList(table: string, condition: string, values: readonly Parameter[]): string {
  return JSON.stringify([table, condition, values])
}
