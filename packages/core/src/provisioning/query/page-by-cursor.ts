import { ExpiredCursor, InvalidCount } from '../../scim/errors.ts'
import { nonceBytes, openCursor, sealCursor, type Cursor, type CursorBinding } from '../../scim/message/cursor.ts'
import { toCursorListResponse, type ListResponse } from '../../scim/message/list-response.ts'
import type { Place } from '../../scim/resource/sort.ts'
import type { Placed } from '../../store/resources.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import type { SeekableList } from './seekable-list.ts'
import { maxCount } from './search.ts'

/** How long a cursor is good for, in seconds, where nothing else is configured; announced as `cursorTimeout`. */
export const defaultCursorLifetime = 3_600

/** As the client sent them; no cursor is `''`, no count `undefined`. */
interface CursorParameters {
  readonly cursor: string
  readonly count: number | undefined
}

/** The list that is paged through. */
interface Paging<T> {
  readonly context: OperationContext
  readonly list: SeekableList<T>
  readonly secret: Uint8Array
  readonly binding: CursorBinding
}

/**
 * A page beside a place in the order (RFC 9865): a resource that does not change is on exactly one of
 * the pages, however many are read and whatever else is written between. `totalResults` is counted for the
 * first page and goes with its cursors. Throws InvalidCursor, ExpiredCursor, InvalidCount.
 */
export async function pageByCursor<T>(
  context: OperationContext,
  list: SeekableList<T>,
  parameters: CursorParameters,
): Promise<ListResponse> {
  const paging: Paging<T> = {
    context,
    list,
    secret: context.cursor?.secret ?? (await context.store.secrets.get('cursor', () => context.randomBytes(32))),
    binding: { organizationId: context.organizationId, query: list.query },
  }
  if (parameters.cursor === '') return firstPage(paging, list.count)
  const cursor = openCursor(parameters.cursor, paging.secret, paging.binding)
  checkCursor(context, cursor, parameters.count)
  return nextPage(paging, cursor)
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

async function firstPage<T>(paging: Paging<T>, count: number): Promise<ListResponse> {
  const found = count === 0 ? [] : await seek(paging, 'after', null, count + 1)
  const total = count > 0 && found.length <= count ? found.length : await paging.list.countAll()
  const page = found.slice(0, count)
  return toPage(paging, page, { count, total, before: false, after: found.length > count && count > 0 })
}

/** Where everything in front of a place is gone, what was behind it is the first page. */
async function nextPage<T>(paging: Paging<T>, { count, direction, place, total }: Cursor): Promise<ListResponse> {
  const found = await seek(paging, direction, place, count + 1)
  const more = found.length > count
  const page = found.slice(0, count)
  if (direction === 'after') return toPage(paging, page, { count, total, before: page.length > 0, after: more })
  if (page.length > 0) return toPage(paging, page.toReversed(), { count, total, before: more, after: true })
  return firstPage(paging, count)
}

interface Surroundings extends Pick<Cursor, 'count' | 'total'> {
  /** Whether there is a page before this one, and after it. */
  readonly before: boolean
  readonly after: boolean
}

async function toPage<T>(
  { binding, context, list, secret }: Paging<T>,
  page: readonly Placed<T>[],
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
    resources: await list.represent(found),
  })
}

/** The nearest resources in one direction, nearest first. */
function seek<T>(
  { list }: Paging<T>,
  direction: Cursor['direction'],
  from: Place | null,
  count: number,
): Promise<readonly Placed<T>[]> {
  return list.seek({ ascending: list.ascending === (direction === 'after'), from, count })
}
