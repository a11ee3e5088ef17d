import { identifyFilter } from '../../scim/filter/identify-filter.ts'
import { comparePlaces } from '../../scim/resource/sort.ts'
import { pathOf } from '../../scim/schema/find-attribute.ts'
import type { StoreReader } from '../../store.ts'
import type { Placed, SeekQuery } from '../../store/resources.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import { representFound, type Found } from './represent-found.ts'
import type { Search, SearchPart } from './search.ts'
import type { SeekableList } from './seekable-list.ts'

type Way = Pick<SeekQuery, 'ascending' | 'count' | 'from'>

/** Users and groups that a search finds. */
export function toDirectoryList(context: OperationContext, search: Search): SeekableList<Found> {
  const reader = context.store.read(context.organizationId)
  const { ascending, count, parts } = search
  return {
    query: identify(search),
    ascending,
    count,
    seek: (way) => seek(reader, search, way),
    countAll: () => countAll(reader, parts),
    represent: (found) => representFound(context, reader, search, found),
  }
}

/** Texts are equal where the same resources come in the same order. */
function identify({ ascending, parts }: Search): string {
  const described = parts.map(({ filter, sortBy, type }) => [
    type,
    filter === null ? null : identifyFilter(filter),
    sortBy === null ? null : pathOf(sortBy),
  ])
  return JSON.stringify([ascending, described])
}

/** The nearest resources of all types. */
async function seek(reader: StoreReader, { parts }: Search, way: Way): Promise<readonly Placed<Found>[]> {
  const found: Placed<Found>[] = []
  for (const part of parts) found.push(...(await seekPart(reader, part, way)))
  if (parts.length === 1) return found
  const sign = way.ascending ? 1 : -1
  return found.sort((a, b) => sign * comparePlaces(a.place, b.place)).slice(0, way.count)
}

async function seekPart(
  reader: StoreReader,
  { filter, sortBy, type }: SearchPart,
  way: Way,
): Promise<readonly Placed<Found>[]> {
  const query: SeekQuery = { filter, sortBy, ...way }
  if (type === 'User') {
    const users = await reader.users.seek(query)
    return users.map(({ place, record }) => ({ place, record: { type, record } }))
  }
  const groups = await reader.groups.seek(query)
  return groups.map(({ place, record }) => ({ place, record: { type, record } }))
}

async function countAll(reader: StoreReader, parts: readonly SearchPart[]): Promise<number> {
  let total = 0
  for (const { filter, type } of parts) {
    total += await (type === 'User' ? reader.users : reader.groups).countMatching(filter)
  }
  return total
}
