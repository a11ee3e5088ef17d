import { Conflict, NotFound } from '../errors.ts'
import { inTime, type Pausing } from '../retry.ts'
import type { Changes, Sink } from './changes.ts'
import { ask, organizationsPath, type Send } from './fetch-changes.ts'
import { catchUp, goOn, wait, type FollowBasics } from './follow.ts'

/** All organizations of a platform key, each into rows of its own. */
export interface FollowAllOptions extends FollowBasics {
  /**
   * The sink of an organization, by the id that it was made with. That of `''` keeps how far all of it has come, and says by
   * `organizations` what there is to take away where everything begins anew.
   */
  readonly sinkOf: (organization: string) => Sink
  /** Told of what was written, afterwards; not again after a crash. `complete`, and without anything, is one that was deleted. */
  readonly onChange?: (organization: string, changes: Changes) => void | Promise<void>
}

/** Organizations that are asked for at once. */
const pageSize = 500

interface FeedPage {
  readonly cursor: string
  readonly events: readonly { readonly organization: string }[]
}

interface Listed {
  readonly id: string
  readonly organizationId: string
}

/**
 * Everything of every organization, and then what changes anywhere, until the signal ends it. The feed says who has changed; what,
 * is asked of each from its own cursor: so it may say so twice, and a crash loses nothing.
 */
export function followAll(send: Send, options: FollowAllOptions, pausing: Pausing = inTime): Promise<void> {
  const { onChange, signal, sinkOf } = options
  const whole = sinkOf('')
  /** Where it began, and which organizations it has read since: a failure in between does not begin anew. */
  let beginning: { readonly cursor: string; last: string; readonly listed: Set<string> } | undefined

  const get = <T>(path: string): Promise<T> => ask(send, path, signal, async (response) => (await response.json()) as T)

  const readFeed = (after: string, seconds: number): Promise<FeedPage> =>
    get(`/api/platform/events?${new URLSearchParams({ after, wait: String(seconds) }).toString()}`)

  async function bring(organization: string): Promise<void> {
    const sink = sinkOf(organization)
    const changes = await catchUp(send, sink, signal, organization).catch((error: unknown) => {
      if (error instanceof NotFound) return empty(sink)
      throw error
    })
    if (changes !== null) await onChange?.(organization, changes)
  }

  async function bringAll(after: string | null, onProgress: () => void): Promise<'new'> {
    beginning ??= { cursor: (await readFeed('end', 0)).cursor, last: '', listed: new Set() }
    const { listed } = beginning
    for (;;) {
      const query = new URLSearchParams({ limit: String(pageSize), after: beginning.last })
      const page = await get<readonly Listed[]>(`${organizationsPath}?${query.toString()}`)
      for (const { id, organizationId } of page) {
        await bring(id)
        listed.add(id)
        beginning.last = organizationId
        // One of thousands that fails now and then must not make each pause longer.
        onProgress()
      }
      if (page.length < pageSize) break
    }
    // Those that were there before the database was put back, and are not in it: nothing says that they have gone.
    for (const organization of (await whole.organizations?.()) ?? [])
      if (!listed.has(organization)) await bring(organization)
    await whole.write(nothing(beginning.cursor), after)
    beginning = undefined
    return 'new'
  }

  return goOn(options, pausing, async (onProgress) => {
    const after = await whole.cursor()
    if (after === null || beginning !== undefined) return bringAll(after, onProgress)
    const page = await readFeed(after, wait).catch((error: unknown) => {
      if (error instanceof Conflict && error.code === 'CURSOR_UNKNOWN') return undefined
      throw error
    })
    if (page === undefined) return bringAll(after, onProgress)
    if (page.cursor === after) return 'same'
    for (const organization of new Set(page.events.map((event) => event.organization))) await bring(organization)
    return (await whole.write(nothing(page.cursor), after)) ? 'new' : 'again'
  })
}

/** Takes away what a sink has of an organization that is no more; `null` where it has nothing. */
async function empty(sink: Sink): Promise<Changes | null> {
  const cursor = await sink.cursor()
  if (cursor === null || cursor === '') return null
  const changes = { ...nothing(''), complete: true }
  return (await sink.write(changes, cursor)) ? changes : null
}

function nothing(cursor: string): Changes {
  const content = { roles: [], teams: [], members: [], gone: { teams: [], members: [] } }
  return { ...content, organizationId: '', revision: 0, complete: false, cursor, digest: undefined }
}
