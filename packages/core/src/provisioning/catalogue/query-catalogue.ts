import type { OperationContext } from '../../change/operation-context.ts'
import { checkFilter } from '../../scim/filter/check-filter.ts'
import { identifyFilter } from '../../scim/filter/identify-filter.ts'
import { matchesFilter } from '../../scim/filter/matches-filter.ts'
import { toListResponse, type ListResponse } from '../../scim/message/list-response.ts'
import type { SearchParameters } from '../../scim/message/search-parameters.ts'
import { project, resolveProjection } from '../../scim/resource/project.ts'
import { comparePlaces, placeOf, resolveSort, type Place } from '../../scim/resource/sort.ts'
import { toKeys } from '../../scim/resource/to-keys.ts'
import { pathOf } from '../../scim/schema/find-attribute.ts'
import type { Placed } from '../../store/resources.ts'
import { pageByCursor } from '../query/page-by-cursor.ts'
import { defaultCount, maxCount } from '../query/search.ts'
import type { SeekableList } from '../query/seekable-list.ts'
import { readCatalogue, type CatalogueEntry } from './catalogue-entries.ts'
import { catalogueTypes, type CatalogueTypeName } from './catalogue-types.ts'

/**
 * A query of roles or entitlements (RFC 7644 §3.4.2): the whole catalogue is read, since it is made of teams and roles and
 * not stored. Throws InvalidFilter, InvalidPath, InvalidCursor, ExpiredCursor, InvalidCount.
 */
export async function queryCatalogue(
  context: OperationContext,
  name: CatalogueTypeName,
  parameters: SearchParameters,
): Promise<ListResponse> {
  const list = await toCatalogueList(context, name, parameters)
  const { count, cursor, startIndex } = parameters
  if (cursor !== undefined) return pageByCursor(context, list, { cursor, count })
  const way = { ascending: list.ascending, from: null, count: Infinity }
  const found = (await list.seek(way)).map(({ record }) => record)
  const page = found.slice(startIndex - 1, startIndex - 1 + list.count)
  return toListResponse({ totalResults: found.length, startIndex, resources: await list.represent(page) })
}

async function toCatalogueList(
  { baseUrl, organizationId, store, tolerances }: OperationContext,
  name: CatalogueTypeName,
  parameters: SearchParameters,
): Promise<SeekableList<CatalogueEntry>> {
  const { count = defaultCount, sortBy, sortOrder } = parameters
  const type = catalogueTypes[name]
  const filter = parameters.filter === undefined ? null : checkFilter(parameters.filter, type, tolerances)
  const sort = sortBy === undefined ? null : resolveSort(type, sortBy, sortOrder, tolerances)
  const projection = resolveProjection(type, parameters, tolerances)
  const placed = (await readCatalogue(store.read(organizationId), name, baseUrl)).flatMap(
    (record): Placed<CatalogueEntry>[] => {
      const keys = toKeys(type, record.resource)
      if (filter !== null && !matchesFilter(filter, keys)) return []
      const place = sort === null ? { key: null, id: record.id } : placeOf(record.id, keys, sort.attribute)
      return [{ record, place }]
    },
  )
  placed.sort((a, b) => comparePlaces(a.place, b.place))
  return {
    query: JSON.stringify([name, filter && identifyFilter(filter), sort && pathOf(sort.attribute), sortOrder]),
    ascending: sort === null || sort.order === 'ascending',
    count: Math.min(count, maxCount),
    seek: async ({ ascending, count: most, from }) => {
      const way = ascending ? placed : placed.toReversed()
      return way.filter(({ place }) => from === null || isBehind(place, from, ascending)).slice(0, most)
    },
    countAll: async () => placed.length,
    represent: async (found) => found.map(({ resource }) => project(type, resource, projection)),
  }
}

function isBehind(place: Place, from: Place, ascending: boolean): boolean {
  const order = comparePlaces(place, from)
  return ascending ? order > 0 : order < 0
}
