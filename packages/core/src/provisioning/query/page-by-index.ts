import { toListResponse, type ListResponse } from '../../scim/message/list-response.ts'
import type { StoreReader } from '../../store.ts'
import type { Page, ResourceQuery } from '../../store/resources.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import { representFound, type Found } from './represent-found.ts'
import type { Search, SearchPart } from './search.ts'

/** A page that begins at a place counted from 1 (RFC 7644 §3.4.2.4). */
export async function pageByIndex(
  context: OperationContext,
  search: Search,
  startIndex: number,
): Promise<ListResponse> {
  const reader = context.store.read(context.organizationId)
  const [part, ...others] = search.parts
  const { records, total } =
    part !== undefined && others.length === 0
      ? await queryOne(reader, part, search, startIndex)
      : await queryRoot(reader, search, startIndex)
  const resources = await representFound(context, reader, search, records)
  return toListResponse({ totalResults: total, startIndex, resources })
}

async function queryOne(
  reader: StoreReader,
  { filter, sortBy, type }: SearchPart,
  { ascending, count }: Search,
  startIndex: number,
): Promise<Page<Found>> {
  const order = ascending ? 'ascending' : 'descending'
  const query: ResourceQuery = { filter, sort: sortBy && { attribute: sortBy, order }, startIndex, count }
  if (type === 'User') {
    const { records, total } = await reader.users.query(query)
    return { total, records: records.map((record) => ({ type, record })) }
  }
  const { records, total } = await reader.groups.query(query)
  return { total, records: records.map((record) => ({ type, record })) }
}

/** The places of all types in one order, then what stands there. */
async function queryRoot(
  reader: StoreReader,
  { ascending, count, parts }: Search,
  startIndex: number,
): Promise<Page<Found>> {
  const nothing = { filter: { kind: 'constant', value: false }, sortBy: null } as const
  const types = { User: nothing, Group: nothing, ...Object.fromEntries(parts.map((part) => [part.type, part])) }
  const { records: places, total } = await reader.resources.query({ types, ascending, startIndex, count })
  const idsOf = (type: Found['type']) => places.flatMap((place) => (place.type === type ? [place.id] : []))
  const found = new Map<string, Found>()
  for (const record of await reader.users.findMany(idsOf('User'))) found.set(record.id, { type: 'User', record })
  for (const record of await reader.groups.findMany(idsOf('Group'))) found.set(record.id, { type: 'Group', record })
  return { total, records: places.flatMap(({ id }) => found.get(id) ?? []) }
}
