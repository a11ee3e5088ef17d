import Router from '@koa/router'

import { MethodNotAllowed, NotFound } from '@rolecall/core/scim/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'
import { createCache } from '@rolecall/rules/create-cache'

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
  const found = createCache<AnyRoute>(remembered)
  return (context, next) => {
    const { method, path, state } = context
    const asked = `${method} ${path}`
    const known = found.get(asked)
    if (known !== undefined) {
      takeRoute(state, known, {})
      return next()
    }
    const find = isScimPath(path) ? findScim : findOther
    return find(Object.assign(context, { newRouterPath: toScimPath(path) }), () => {
      if (state.route !== undefined && state.parameter === '') found.set(asked, state.route)
      return next()
    })
  }
}

/** Paths without an open part, in whatever spelling: a provider asks for a few of them all day. */
const remembered = 200

function takeRoute(state: RequestState, route: AnyRoute, parameters: Readonly<Record<string, string>>): void {
  state.route = route
  state.parameters = parameters
  state.parameter = Object.values(parameters)[0] ?? ''
}

function toFind(routes: readonly AnyRoute[]): Step {
  const router = new Router<RequestState>({ exclusive: 'specificity' })
  for (const route of routes) {
    router.register(route.path, [route.method], (context, next) => {
      takeRoute(context.state, route, context.params)
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
