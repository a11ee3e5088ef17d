import { matchesFilter } from '@rolecall/core/scim/filter/matches-filter'
import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import { comparePlaces, placeOf } from '@rolecall/core/scim/resource/sort'
import type { ResolvedAttribute } from '@rolecall/core/scim/schema/find-attribute'
import type { Page, Placed, ResourceQuery, SeekQuery } from '@rolecall/core/store/resources'

import type { Keyed } from './resource-keys.ts'

interface Identified {
  readonly id: string
}

/** Those that satisfy the filter, by core's interpreter. */
export function matching<T>(resources: readonly Keyed<T>[], filter: ResolvedFilter | null): readonly Keyed<T>[] {
  return filter === null ? resources : resources.filter(({ keys }) => matchesFilter(filter, keys))
}

/** The resources with their places, in the ascending order of these. */
export function placed<T extends Identified>(
  resources: readonly Keyed<T>[],
  sortBy: ResolvedAttribute | null,
): readonly Placed<T>[] {
  return resources
    .map(({ keys, record }) => ({
      record,
      place: sortBy === null ? { key: null, id: record.id } : placeOf(record.id, keys, sortBy),
    }))
    .toSorted((a, b) => comparePlaces(a.place, b.place))
}

/** A page by index. */
export function queryKeyed<T extends Identified>(
  resources: readonly Keyed<T>[],
  { count, filter, sort, startIndex }: ResourceQuery,
): Page<T> {
  const found = placed(matching(resources, filter), sort?.attribute ?? null).map(({ record }) => record)
  const ordered = sort?.order === 'descending' ? found.toReversed() : found
  return { total: ordered.length, records: ordered.slice(startIndex - 1, startIndex - 1 + count) }
}

/** A page by place. */
export function seekKeyed<T extends Identified>(
  resources: readonly Keyed<T>[],
  { ascending, count, filter, from, sortBy }: SeekQuery,
): readonly Placed<T>[] {
  const found = placed(matching(resources, filter), sortBy)
  const ordered = ascending ? found : found.toReversed()
  const isBeyond = ({ place }: Placed<T>): boolean =>
    from === null || (ascending ? comparePlaces(place, from) > 0 : comparePlaces(place, from) < 0)
  return ordered.filter(isBeyond).slice(0, count)
}
