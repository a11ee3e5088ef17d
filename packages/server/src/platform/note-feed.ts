import type { OperationServices } from '@rolecall/core/change/operation-context'

/** Brings the feed over all organizations up to what was committed: whoever reads to its end calls it before. */
export type NoteFeed = () => Promise<void>

/** How often a process looks at all organizations, in milliseconds. */
const lookEvery = 500

/** Of a mark: so that no two databases, nor two times of one, have the same. */
const markBytes = 8

/**
 * Notes the organizations of which this process has committed something since, and twice a second, where anybody reads, those that
 * have gone on by other processes. The one costs what has changed, the other a look at a number of each organization. Those who ask
 * at once are served together.
 */
export function createNoteFeed(
  { commits, randomBytes, store }: Pick<OperationServices, 'commits' | 'randomBytes' | 'store'>,
  clock: () => number = () => performance.now(),
): NoteFeed {
  const { platformFeed } = store
  let committed: Set<string> | undefined
  let lookedAt = -Infinity
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined

  function takeCommitted(): ReadonlySet<string> {
    if (committed === undefined) commits.listen((organizationId) => committed?.add(organizationId))
    const taken = committed ?? new Set()
    committed = new Set()
    return taken
  }

  async function findMoved(): Promise<readonly string[]> {
    const [heard, now] = [takeCommitted(), clock()]
    if (now - lookedAt < lookEvery) return [...heard]
    lookedAt = now
    return platformFeed.listMoved()
  }

  async function note(): Promise<void> {
    next = undefined
    try {
      const moved = await findMoved()
      if (moved.length > 0) await platformFeed.note(moved, Buffer.from(randomBytes(markBytes)).toString('hex'))
    } catch (error) {
      // What was heard is found by looking.
      lookedAt = -Infinity
      throw error
    }
  }

  return () => {
    next ??= running = running.catch(() => {}).then(note)
    return next
  }
}
