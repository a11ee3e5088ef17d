import type { EventRow } from '../directory/event-chain.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import type { Store, StoreReader } from '../store.ts'
import type { AuditQuery } from '../store/events.ts'

/** An event as the audit shows it. */
export interface AuditEntry {
  /** `<revision>-<index>`, as in the feed. */
  readonly id: string
  readonly time: string
  readonly type: string
  readonly kind: string | null
  readonly subject: string
  readonly actor: string | null
  readonly cause: Json
  readonly data: Json
  readonly hash: string | null
}

/** What the audit shows, newest first. */
export async function listAudit(
  { organizationId, store }: { readonly organizationId: string; readonly store: Pick<Store, 'read'> },
  query: AuditQuery,
): Promise<readonly AuditEntry[]> {
  return (await store.read(organizationId).events.listAudit(query)).map(toAuditEntry)
}

const pageSize = 1_000

/** Every event, sealed or not, oldest first, a page at a time. */
export async function* readEvents(reader: StoreReader): AsyncGenerator<readonly EventRow[]> {
  let page: readonly EventRow[]
  let last: EventRow | undefined
  do {
    page = await reader.events.listRows(last ?? null, pageSize)
    last = page.at(-1)
    if (page.length > 0) yield page
  } while (page.length === pageSize)
}

export function toAuditEntry({ actor, cause, data, hash, kind, subject, time, type, ...place }: EventRow): AuditEntry {
  return { id: toEventId(place), time, type, kind, subject, actor, cause: toJson(cause), data: toJson(data), hash }
}

/** `<revision>-<index>`. */
export function toEventId({ index, revision }: Pick<EventRow, 'index' | 'revision'>): string {
  return `${revision}-${index}`
}

/** Somebody may have written into the database what is no JSON: the audit shows that, too. */
function toJson(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
