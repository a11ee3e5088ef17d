import type { PublicRequest } from '../route/route-request.ts'
import type { Step } from './request-state.ts'
import type { Site } from './site.ts'
import { toPublicRequest } from './to-public-request.ts'

/**
 * Asks a public route that wants to know who asks, before anything else of the request is read. That has its turn, as what a
 * handler does; the body is read without it.
 */
export function admit(site: Site): Step {
  return async (context, next) => {
    const { state } = context
    if (state.route?.scope !== null || state.route.admit === undefined) return next()
    await state.turn()
    state.admitted = await state.route.admit(toPublicRequest(context, site) as PublicRequest<undefined, undefined>)
    return state.aside(next)
  }
}
