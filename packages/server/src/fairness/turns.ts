import { TooManyRequests } from '@rolecall/core/scim/errors'

/** Whose request it is. */
export interface Party {
  /** `null` for whoever is no organization that we know. */
  readonly organization: string | null
  /** The key by which it asks, or what tells those without one apart. */
  readonly key: string
}

/** A request that is there, from before its body is read until its answer is made. */
export interface Visit {
  /** Resolves when the request may be carried out. Throws the signal's reason where that is aborted before. */
  turn(gone: AbortSignal): Promise<void>
  /** Gives the turn back while the request waits for somebody else; it takes another one to go on. */
  rest(): void
  /** The request is done, or refused: the next one has its turn. */
  leave(): void
}

/** Whose requests are carried out when. */
export interface Turns {
  /** Throws TooManyRequests where as many of the organization are there as may be. */
  enter(party: Party): Visit
  /** How many wait for their turn. */
  readonly waiting: number
}

export interface TurnLimits {
  /** Requests that are carried out at once; an organization may have all of them while it is alone. */
  readonly alone: number
  /** While several are there: of all of them, and of each; whoever has none under way need not wait for the others' to be fewer. */
  readonly all: number
  readonly each: number
  /** An organization with more requests than these floods the server, while others are there. */
  readonly few: number
  /** How long it waits for a request of another one to end, in milliseconds: some take minutes. */
  readonly patience: number
  /** How long an organization counts as being there after its last request, in milliseconds. */
  readonly memory: number
  /** Requests of one organization that may be there; as many of all whom nobody knows. */
  readonly waiting: number
  /** How long a request waits before it is refused, in milliseconds, so that nobody is refused faster than others are answered. */
  readonly refusal: number
  /** While an organization is there: the least time between two turns of those whom nobody knows, in milliseconds. */
  readonly anonymousPause: number
}

export const defaultTurnLimits: TurnLimits = {
  alone: 16,
  all: 8,
  each: 2,
  few: 4,
  patience: 250,
  memory: 1_000,
  waiting: 256,
  refusal: 1_000,
  anonymousPause: 5,
}

/** An organization that is there. */
interface Guest {
  readonly isAnonymous: boolean
  /** Requests that are there, and those of them that are carried out. */
  present: number
  running: number
  /** When its last request was begun, and how many had ended then of those who do not flood. */
  begun: number
  endedBefore: number
  /** What waits, by key; the first key is the next to have a turn. */
  readonly keys: Map<string, Set<() => void>>
}

/**
 * Gives each organization its turn, and within it each key: round about, one request at a time. One event loop serves all,
 * so that only a few requests are carried out at once; who is alone has the whole server, since nobody is kept waiting by
 * that. While others are there, an organization that floods has one request carried out at a time, and the next one when
 * one of theirs has ended, or none is under way: in between, it uses all that they leave. Those whom nobody knows share what
 * one organization gets, one at a time, with a pause between them. `now` is a clock that never goes back, in milliseconds.
 */
export function createTurns(limits: TurnLimits, now: () => number = () => performance.now()): Turns {
  const guests = new Map<string | null, Guest>()
  /** Organizations by their last request, the longest ago first. */
  const seen = new Map<string, number>()
  /** Those of which something waits; the first is the next to have a turn. */
  const queue = new Map<string | null, Guest>()
  let running = 0
  let waiting = 0
  /** Requests of organizations that do not flood. */
  let ended = 0
  let anonymousFrom = 0
  let timer: NodeJS.Timeout | undefined

  function arrive({ organization }: Party): Guest {
    if (organization !== null) {
      seen.delete(organization)
      seen.set(organization, now())
    }
    const known = guests.get(organization)
    if (known !== undefined) return known
    const guest: Guest = {
      isAnonymous: organization === null,
      present: 0,
      running: 0,
      begun: 0,
      endedBefore: 0,
      keys: new Map(),
    }
    guests.set(organization, guest)
    return guest
  }

  /** Whether somebody else than this organization is there, or was a moment ago. */
  function hasCompany(organization: string | null): boolean {
    const since = now() - limits.memory
    for (const [other, last] of seen) {
      if (last < since && !guests.has(other)) seen.delete(other)
      else if (other !== organization) return true
    }
    return false
  }

  function mayRun(organization: string | null, guest: Guest): boolean {
    if (running >= limits.alone) return false
    if (guest.isAnonymous) return guest.running < 1 && now() >= anonymousFrom
    if (!hasCompany(organization)) return true
    if (guest.present > limits.few) return guest.running === 0 && isDue(guest)
    return guest.running === 0 || (guest.running < limits.each && running < limits.all)
  }

  /** Whether one that floods has left the others enough. */
  function isDue(guest: Guest): boolean {
    return ended > guest.endedBefore || !isFewRunning()
  }

  function isFewRunning(): boolean {
    const since = now() - limits.patience
    for (const guest of guests.values()) if (guest.running > 0 && guest.begun > since && hasFew(guest)) return true
    return false
  }

  function hasFew({ isAnonymous, present }: Guest): boolean {
    return !isAnonymous && present <= limits.few
  }

  /** Lets in whoever may be carried out now, round about. */
  function proceed(): void {
    for (let next = findNext(); next !== undefined; next = findNext()) begin(...next)
    if (timer === undefined && queue.size > 0) timer = setTimeout(wake, toPause())
  }

  /** Until somebody's time comes, though nothing ends before. */
  function toPause(): number {
    const times = [...guests.values()].map((guest) =>
      guest.isAnonymous ? anonymousFrom : guest.begun + limits.patience,
    )
    const later = times.filter((time) => time > now())
    return later.length === 0 ? limits.patience : Math.ceil(Math.min(...later) - now())
  }

  function wake(): void {
    timer = undefined
    proceed()
  }

  function findNext(): readonly [string | null, Guest] | undefined {
    for (const entry of queue) if (mayRun(...entry)) return entry
    return undefined
  }

  function begin(organization: string | null, guest: Guest): void {
    const [[key, requests] = ['', new Set<() => void>()]] = guest.keys
    const [request] = requests
    if (request === undefined) return
    stopWaiting(organization, guest, key, request)
    if (requests.size > 0) {
      guest.keys.delete(key)
      guest.keys.set(key, requests)
    }
    if (queue.delete(organization) && guest.keys.size > 0) queue.set(organization, guest)
    running += 1
    guest.running += 1
    guest.begun = now()
    guest.endedBefore = ended
    if (guest.isAnonymous && hasCompany(null)) anonymousFrom = now() + limits.anonymousPause
    request()
  }

  function end(guest: Guest): void {
    running -= 1
    guest.running -= 1
    if (hasFew(guest)) ended += 1
  }

  function stopWaiting(organization: string | null, guest: Guest, key: string, request: () => void): boolean {
    const requests = guest.keys.get(key)
    if (requests?.delete(request) !== true) return false
    waiting -= 1
    if (requests.size === 0) guest.keys.delete(key)
    if (guest.keys.size === 0) queue.delete(organization)
    return true
  }

  function wait({ key, organization }: Party, guest: Guest, gone: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = (): void => {
        gone.removeEventListener('abort', leaveQueue)
        resolve()
      }
      const leaveQueue = (): void => {
        if (stopWaiting(organization, guest, key, request)) reject(gone.reason as Error)
      }
      gone.addEventListener('abort', leaveQueue, { once: true })
      const requests = guest.keys.get(key) ?? new Set()
      guest.keys.set(key, requests.add(request))
      if (!queue.has(organization)) queue.set(organization, guest)
      waiting += 1
      proceed()
    })
  }

  return {
    get waiting() {
      return waiting
    },
    enter(party) {
      const { organization } = party
      const guest = arrive(party)
      if (guest.present >= limits.waiting) throw new TooManyRequests(toRefusal(organization, limits.waiting), 2)
      guest.present += 1
      let has: 'nothing' | 'turn' | 'left' = 'nothing'
      return {
        async turn(gone) {
          if (has !== 'nothing') return
          gone.throwIfAborted()
          await wait(party, guest, gone)
          has = 'turn'
        },
        rest() {
          if (has !== 'turn') return
          end(guest)
          has = 'nothing'
          proceed()
        },
        leave() {
          if (has === 'turn') end(guest)
          has = 'left'
          guest.present -= 1
          if (guest.present === 0) guests.delete(organization)
          proceed()
        },
      }
    },
  }
}

function toRefusal(organization: string | null, most: number): string {
  const whose = organization === null ? 'Requests without a key' : 'Requests of this organization'
  return `${whose} come faster than they are answered, and more than ${most} of them wait; try again, with fewer at a time`
}
