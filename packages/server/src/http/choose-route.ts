import Router from '@koa/router'

import { MethodNotAllowed, NotFound } from '@rolecall/core/scim/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'

import type { AnyRoute } from '../route/route.ts'
import { toScimPath } from '../route/scim-path.ts'
import { send } from './send.ts'
import type { RequestState, Step } from './request-state.ts'

/**
 * Finds the route of a request: paths compare without regard to case, to a `/` at the end and to one too many before the endpoint of SCIM, HEAD
 * is GET, and a path without an open part comes before one with it.
 */
export function chooseRoute(routes: readonly AnyRoute[]): Step {
  const router = new Router<RequestState>({ exclusive: 'specificity' })
  for (const route of routes) {
    router.register(route.path, [route.method], (context, next) => {
      context.state.route = route
      context.state.parameter = Object.values(context.params)[0] ?? ''
      return next()
    })
  }
  const find = router.routes() as Step
  return (context, next) => find(Object.assign(context, { newRouterPath: toScimPath(context.path) }), next)
}

/** OPTIONS is answered with `Allow` (RFC 9110 §9.3.7); 404 for a path that no route has or that names what can't exist, 405 with `Allow` for a method that the path does not have. */
export const refuseUnrouted: Step = (context, next) => {
  const { route, parameter = '' } = context.state
  if (route !== undefined && isStorableText(parameter)) return next()
  const matched = (context as { matched?: readonly { readonly methods: readonly string[] }[] }).matched ?? []
  if (matched.length === 0 || route !== undefined) throw new NotFound('There is nothing at this path')
  const allowed = [...new Set([...matched.flatMap((layer) => layer.methods), 'OPTIONS'])].join(', ')
  context.res.setHeader('Allow', allowed)
  if (context.method === 'OPTIONS') return send(context, { status: 204 })
  throw new MethodNotAllowed(`This path understands ${allowed}`)
}
