import { ExpiredCursor, InvalidCount } from '../../scim/errors.ts'
import { identifyFilter } from '../../scim/filter/identify-filter.ts'
import { nonceBytes, openCursor, sealCursor, type Cursor, type CursorBinding } from '../../scim/message/cursor.ts'
import { toCursorListResponse, type ListResponse } from '../../scim/message/list-response.ts'
import { comparePlaces, type Place } from '../../scim/resource/sort.ts'
import { pathOf } from '../../scim/schema/find-attribute.ts'
import type { StoreReader } from '../../store.ts'
import type { Placed, SeekQuery } from '../../store/resources.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import { representFound, type Found } from './represent-found.ts'
import { maxCount, type Search, type SearchPart } from './search.ts'

/** How long a cursor is good for, in seconds, where nothing else is configured; announced as `cursorTimeout`. */
export const defaultCursorLifetime = 3_600

/** As the client sent them; no cursor is `''`, no count `undefined`. */
interface CursorParameters {
  readonly cursor: string
  readonly count: number | undefined
}

/** The list that is paged through. */
interface Paging {
  readonly context: OperationContext
  readonly reader: StoreReader
  readonly search: Search
  readonly secret: Uint8Array
  readonly binding: CursorBinding
}

/**
 * A page beside a place in the order (RFC 9865): a resource that does not change is on exactly one of
 * the pages, however many are read and whatever else is written between. `totalResults` is counted for the
 * first page and goes with its cursors. Throws InvalidCursor, ExpiredCursor, InvalidCount.
 */
export async function pageByCursor(
  context: OperationContext,
  search: Search,
  parameters: CursorParameters,
): Promise<ListResponse> {
  const paging: Paging = {
    context,
    reader: context.store.read(context.organizationId),
    search,
    secret: context.cursor?.secret ?? (await context.store.secrets.get('cursor', () => context.randomBytes(32))),
    binding: { organizationId: context.organizationId, query: identify(search) },
  }
  if (parameters.cursor === '') return firstPage(paging)
  const cursor = openCursor(parameters.cursor, paging.secret, paging.binding)
  checkCursor(context, cursor, parameters.count)
  return nextPage(paging, cursor)
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

function checkCursor(context: OperationContext, { count, expires }: Cursor, sent: number | undefined): void {
  if (Date.parse(context.now()) > expires)
    throw new ExpiredCursor(
      `The cursor has expired; begin again with an empty one, and go on within ${lifetimeOf(context)} seconds`,
    )
  if (sent !== undefined && Math.min(sent, maxCount) !== count)
    throw new InvalidCount(`'count' must be ${count}, as for the first page`)
}

function lifetimeOf({ cursor }: OperationContext): number {
  return cursor?.lifetime ?? defaultCursorLifetime
}

async function firstPage(paging: Paging): Promise<ListResponse> {
  const { count } = paging.search
  const found = count === 0 ? [] : await seek(paging, 'after', null, count + 1)
  const total = count > 0 && found.length <= count ? found.length : await countAll(paging)
  const page = found.slice(0, count)
  return toPage(paging, page, { count, total, before: false, after: found.length > count && count > 0 })
}

/** Where everything in front of a place is gone, what was behind it is the first page. */
async function nextPage(paging: Paging, { count, direction, place, total }: Cursor): Promise<ListResponse> {
  const found = await seek(paging, direction, place, count + 1)
  const more = found.length > count
  const page = found.slice(0, count)
  if (direction === 'after') return toPage(paging, page, { count, total, before: page.length > 0, after: more })
  if (page.length > 0) return toPage(paging, page.toReversed(), { count, total, before: more, after: true })
  return firstPage({ ...paging, search: { ...paging.search, count } })
}

interface Surroundings extends Pick<Cursor, 'count' | 'total'> {
  /** Whether there is a page before this one, and after it. */
  readonly before: boolean
  readonly after: boolean
}

async function toPage(
  { binding, context, reader, search, secret }: Paging,
  page: readonly Placed<Found>[],
  { after, before, count, total }: Surroundings,
): Promise<ListResponse> {
  const expires = Date.parse(context.now()) + lifetimeOf(context) * 1_000
  const toCursor = (direction: Cursor['direction'], place: Place | undefined): string | undefined =>
    place && sealCursor({ direction, place, count, total, expires }, secret, binding, context.randomBytes(nonceBytes))
  const found = page.map(({ record }) => record)
  return toCursorListResponse({
    totalResults: total,
    previousCursor: before ? toCursor('before', page[0]?.place) : undefined,
    nextCursor: after ? toCursor('after', page.at(-1)?.place) : undefined,
    resources: await representFound(context, reader, search, found),
  })
}

/** The nearest resources of all types in one direction, nearest first. */
async function seek(
  { reader, search }: Paging,
  direction: Cursor['direction'],
  from: Place | null,
  count: number,
): Promise<Placed<Found>[]> {
  const ascending = search.ascending === (direction === 'after')
  const found: Placed<Found>[] = []
  for (const part of search.parts) found.push(...(await seekPart(reader, part, { ascending, from, count })))
  if (search.parts.length === 1) return found
  const sign = ascending ? 1 : -1
  return found.sort((a, b) => sign * comparePlaces(a.place, b.place)).slice(0, count)
}

async function seekPart(
  reader: StoreReader,
  { filter, sortBy, type }: SearchPart,
  way: Pick<SeekQuery, 'ascending' | 'count' | 'from'>,
): Promise<readonly Placed<Found>[]> {
  const query: SeekQuery = { filter, sortBy, ...way }
  if (type === 'User') {
    const users = await reader.users.seek(query)
    return users.map(({ place, record }) => ({ place, record: { type, record } }))
  }
  const groups = await reader.groups.seek(query)
  return groups.map(({ place, record }) => ({ place, record: { type, record } }))
}

async function countAll({ reader, search }: Paging): Promise<number> {
  let total = 0
  for (const { filter, type } of search.parts) {
    total += await (type === 'User' ? reader.users : reader.groups).countMatching(filter)
  }
  return total
}
