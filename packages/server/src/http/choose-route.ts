import Router from '@koa/router'

import { MethodNotAllowed, NotFound } from '@rolecall/core/scim/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'

import type { AnyRoute } from '../route/route.ts'
import { isScimPath, toScimPath } from '../route/scim-path.ts'
import { send } from './send.ts'
import type { RequestState, Step } from './request-state.ts'

/**
 * Finds the route of a request: paths compare without regard to case, to a `/` at the end and to one too many before the endpoint of SCIM, HEAD
 * is GET, and a path without an open part comes before one with it. A router looks at all of its routes: those of SCIM, which providers
 * ask for all day, are apart from the many others.
 */
export function chooseRoute(routes: readonly AnyRoute[]): Step {
  const findScim = toFind(routes.filter(({ path }) => isScimPath(path)))
  const findOther = toFind(routes.filter(({ path }) => !isScimPath(path)))
  return (context, next) => {
    const { path } = context
    const find = isScimPath(path) ? findScim : findOther
    return find(Object.assign(context, { newRouterPath: toScimPath(path) }), next)
  }
}

function toFind(routes: readonly AnyRoute[]): Step {
  const router = new Router<RequestState>({ exclusive: 'specificity' })
  for (const route of routes) {
    router.register(route.path, [route.method], (context, next) => {
      context.state.route = route
      context.state.parameters = context.params
      context.state.parameter = Object.values(context.params)[0] ?? ''
      return next()
    })
  }
  return router.routes() as Step
}

/** OPTIONS is answered with `Allow` (RFC 9110 §9.3.7); 404 for a path that no route has or that names what can't exist, 405 with `Allow` for a method that the path does not have. */
export const refuseUnrouted: Step = (context, next) => {
  const { route, parameters = {} } = context.state
  if (route !== undefined && Object.values(parameters).every(isStorableText)) return next()
  const matched = (context as { matched?: readonly { readonly methods: readonly string[] }[] }).matched ?? []
  if (matched.length === 0 || route !== undefined) throw new NotFound('There is nothing at this path')
  const allowed = [...new Set([...matched.flatMap((layer) => layer.methods), 'OPTIONS'])].join(', ')
  context.res.setHeader('Allow', allowed)
  if (context.method === 'OPTIONS') return send(context, { status: 204 })
  throw new MethodNotAllowed(`This path understands ${allowed}`)
}
