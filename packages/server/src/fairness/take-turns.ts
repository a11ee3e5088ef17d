import type { IncomingMessage } from 'node:http'
import { setTimeout } from 'node:timers/promises'

import { TooManyRequests } from '@rolecall/core/scim/errors'

import type { RequestState, Step } from '../http/request-state.ts'
import type { Party } from './party.ts'
import type { Rate } from './rate.ts'
import type { Turns, Visit } from './turns.ts'

/** Told of a request that was not even let in. */
export type OnRefused = (party: Party, requestId: string, error: TooManyRequests) => void

export interface Refusing {
  readonly onRefused: OnRefused
  /** How long a request waits before it is refused, in milliseconds: a connection can't be refused again and again meanwhile. */
  readonly refusal: number
}

/**
 * Lets a request in, and has it carried out when its turn comes: `awaitTurn` says where in the pipeline that is. What is
 * refused before has its turn too, so that refusals are no way around it. Throws TooManyRequests.
 */
export function takeTurns(turns: Turns, rate: Rate, { onRefused, refusal }: Refusing): Step {
  return async ({ state, req }, next) => {
    const party = toParty(state, req)
    const visit = await enter(party, turns, rate).catch(async (error: unknown) => {
      if (error instanceof TooManyRequests) {
        onRefused(party, state.requestId, error)
        await pause(refusal, state.gone.signal)
      }
      throw error
    })
    state.turn = () => visit.turn(state.gone)
    state.pause = () => visit.pause()
    state.aside = async (work) => {
      visit.rest()
      const answer = await work()
      await visit.turn(state.gone)
      return answer
    }
    try {
      await next()
    } catch (error) {
      await visit.turn(state.gone).catch(() => undefined)
      throw error
    } finally {
      visit.leave()
    }
  }
}

async function enter(party: Party, turns: Turns, rate: Rate): Promise<Visit> {
  await rate.take(party)
  return turns.enter(party)
}

/** Whoever leaves meanwhile waits no longer, so that nothing is kept of them. */
async function pause(milliseconds: number, gone: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal: gone })
  } catch (error) {
    if (!gone.aborted) throw error
  }
}

/** Here the request waits until it is its turn. */
export const awaitTurn: Step = async ({ state }, next) => {
  await state.turn()
  return next()
}

/** Those without a key that is in force are told apart by where they come from and what they ask for. */
function toParty({ credential, route }: RequestState, request: IncomingMessage): Party {
  const key = credential.by === 'nothing' ? undefined : credential.key
  if (key !== undefined) return { organization: key.organizationId, key: key.id }
  return { organization: null, key: `${request.socket.remoteAddress} ${route?.path}` }
}
