import type { ResourceData } from '../../scim/resource/resource-data.ts'
import type { Placed, SeekQuery } from '../../store/resources.ts'

/** A list that is paged through beside a place in its order, wherever its resources come from. */
export interface SeekableList<T> {
  /** Equal for lists in which the same resources come in the same order. */
  readonly query: string
  readonly ascending: boolean
  /** How many a page has. */
  readonly count: number
  /** Those behind a place in one direction, nearest first. */
  seek(way: Pick<SeekQuery, 'ascending' | 'count' | 'from'>): Promise<readonly Placed<T>[]>
  countAll(): Promise<number>
  /** As a client sees them, in the same order. */
  represent(found: readonly T[]): Promise<readonly ResourceData[]>
}
