import type { RouteDefinition } from '../plugin/route-definition.ts'
import { isJsonObject } from '../scim/resource/resource-data.ts'
import { findUnknown } from './check-shape.ts'
import { routeKeys } from './contribution-shapes.ts'

const routePath = /^(\/|(\/(:[A-Za-z]\w*|[A-Za-z0-9._~-]+))+)$/
const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const scopes: readonly string[] = ['organization', 'organization_read']

/** What is wrong with the routes of one plugin. */
export function checkRoutes(routes: readonly RouteDefinition[]): readonly string[] {
  if (!routes.every(isJsonObject)) return ['each route must be an object']
  const places = routes.map(toPlace)
  return routes.flatMap((route, index) => [
    ...checkRoute(route),
    ...(places.indexOf(toPlace(route)) < index ? [`the route ${toName(route)} is contributed already`] : []),
  ])
}

function checkRoute(route: RouteDefinition): readonly string[] {
  const { method, path, summary, scope, body } = route
  const name = `the route ${toName(route)}`
  const mistakes = [...findUnknown(route, name, routeKeys)]
  if (!methods.includes(method)) mistakes.push(`${name}: the method must be one of ${methods.join(', ')}`)
  if (!routePath.test(path)) mistakes.push(`${name}: a path is of the form '/holders' or '/holders/:sku'`)
  else if (path.split('/:').length > 2) mistakes.push(`${name}: at most one part of a path is open`)
  if (typeof summary !== 'string' || summary.trim() === '') mistakes.push(`${name} has no summary`)
  if (!scopes.includes(scope)) mistakes.push(`${name}: the scope must be one of ${scopes.join(', ')}`)
  if (body !== undefined && (method === 'GET' || method === 'DELETE')) mistakes.push(`${name} can't have a body`)
  if (body !== undefined && typeof body.check?.['~standard']?.validate !== 'function')
    mistakes.push(`${name}: 'check' of the body must be a Standard Schema`)
  if (typeof route.handle !== 'function') mistakes.push(`${name} has no function 'handle'`)
  return mistakes
}

function toName({ method, path }: RouteDefinition): string {
  return `${method} ${path}`
}

/** Paths compare without regard to case, and an open part has no name for who calls. */
function toPlace({ method, path }: RouteDefinition): string {
  return `${method} ${path}`.replace(/:\w+/g, ':').toLowerCase()
}
