import { setImmediate as nextRound } from 'node:timers/promises'

import type { Gone } from '@rolecall/core/change/gone'
import { TooManyRequests } from '@rolecall/core/scim/errors'

import { Company } from './company.ts'
import { Guest } from './guest.ts'
import { Pace } from './pace.ts'
import type { Party } from './party.ts'
import type { TurnLimits } from './turn-limits.ts'
import { WakeUp } from './wake-up.ts'

/** A request that is there, from before its body is read until its answer is made. */
export interface Visit {
  /** Resolves when the request may be carried out. Throws what `gone` does where whoever asked has left before. */
  turn(gone: Gone): Promise<void>
  /** Between two parts of a long request, which keeps its turn: others go on meanwhile, who have waited for it. */
  pause(): Promise<void>
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

/**
 * Gives each organization its turn, and within it each key: round about, one request at a time. One event loop serves all,
 * so that only a few requests are carried out at once; who is alone has the whole server, since nobody is kept waiting by
 * that. While others are there, an organization that floods has one request carried out at a time, and goes on when a few of
 * theirs have ended, or none has come for a moment: in between, it uses all that they leave. Those whom nobody knows share what
 * one organization gets that floods, one at a time, with a pause between them. `now` is a clock that never goes back, in milliseconds.
 */
export function createTurns(limits: TurnLimits, now: () => number = () => performance.now()): Turns {
  const company = new Company(limits.memory, now)
  const pace = new Pace(limits, company, now)
  const wakeUp = new WakeUp(now, proceed)
  /** Those of which something waits; the first is the next to have a turn. */
  const queue = new Set<Guest>()
  /** Requests between two parts, with those whose they are. */
  const paused = new Map<() => void, Guest>()
  let running = 0
  let waiting = 0
  let anonymousFrom = 0

  function arrive({ organization }: Party): Guest {
    if (organization !== null) company.see(organization)
    const known = company.guests.get(organization)
    if (known !== undefined) return known
    const guest = new Guest(organization)
    company.guests.set(organization, guest)
    pace.noteBegin(guest)
    return guest
  }

  function mayBegin(guest: Guest): boolean {
    if (running >= limits.alone) return false
    if (guest.organization === null && (guest.running > 0 || now() < anonymousFrom)) return false
    if (!company.hasOthersThan(guest.organization)) return true
    if (pace.isFlood(guest)) return guest.running === 0 && pace.isDue(guest)
    return guest.running === 0 || (guest.running < limits.each && running < limits.all)
  }

  function mayGoOn(guest: Guest): boolean {
    return !pace.isFlood(guest) || !company.hasOthersThan(guest.organization) || pace.isDue(guest)
  }

  /** Lets in whoever may be carried out now, round about. */
  function proceed(): void {
    for (const [goOn, guest] of paused) {
      if (!mayGoOn(guest)) continue
      paused.delete(goOn)
      pace.noteBegin(guest)
      goOn()
    }
    for (let guest = findNext(); guest !== undefined; guest = findNext()) beginNext(guest)
    if (queue.size + paused.size > 0) wakeUp.at([anonymousFrom, ...pace.times], limits.patience)
  }

  function findNext(): Guest | undefined {
    for (const guest of queue) if (mayBegin(guest)) return guest
    return undefined
  }

  function beginNext(guest: Guest): void {
    const request = guest.take()
    queue.delete(guest)
    if (guest.isWaiting) queue.add(guest)
    waiting -= 1
    begin(guest)
    request?.()
  }

  function begin(guest: Guest): void {
    running += 1
    guest.running += 1
    guest.begun = now()
    pace.noteBegin(guest)
    if (guest.organization === null && company.hasOthersThan(null)) anonymousFrom = now() + limits.anonymousPause
  }

  function end(guest: Guest): void {
    running -= 1
    guest.running -= 1
    pace.noteEnd(guest)
  }

  /** Whether it may be carried out at once, for nobody waits who would have to be asked first. */
  function isFree(guest: Guest): boolean {
    return queue.size + paused.size === 0 && mayBegin(guest)
  }

  function wait({ key }: Party, guest: Guest, { signal }: Gone): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = (): void => {
        signal.removeEventListener('abort', leaveQueue)
        resolve()
      }
      const leaveQueue = (): void => {
        if (!guest.forget(key, request)) return
        waiting -= 1
        if (!guest.isWaiting) queue.delete(guest)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', leaveQueue, { once: true })
      guest.wait(key, request)
      queue.add(guest)
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
          if (isFree(guest)) begin(guest)
          else await wait(party, guest, gone)
          has = 'turn'
        },
        async pause() {
          await nextRound()
          if (has !== 'turn' || mayGoOn(guest)) return pace.noteBegin(guest)
          await new Promise<void>((goOn) => {
            paused.set(goOn, guest)
            proceed()
          })
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
          if (guest.present === 0) company.guests.delete(organization)
          // Its answer is sent before another request is begun.
          setImmediate(proceed)
        },
      }
    },
  }
}

function toRefusal(organization: string | null, most: number): string {
  const whose = organization === null ? 'Requests without a key' : 'Requests of this organization'
  return `${whose} come faster than they are answered, and more than ${most} of them wait; try again, with fewer at a time`
}
