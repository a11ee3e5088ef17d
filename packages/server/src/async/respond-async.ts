import { acceptRequest, respondsAsync } from '@rolecall/core/async/accept-request'
import type { Asked, PresentedBy } from '@rolecall/core/async/asked'
import { hashIssued, isIssued } from '@rolecall/core/directory/oauth-secret'
import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { presentedKey } from '../http/presented-key.ts'
import type { Answer } from '../route/answer.ts'
import { defineRoute, type Parameter, type Route } from '../route/route.ts'
import type { RouteRequest } from '../route/route-request.ts'
import { asyncRequestPath } from './async-request-path.ts'
import { prefersAsync } from './prefers-async.ts'

const prefer: Parameter = {
  name: 'Prefer',
  description:
    'respond-async (RFC 7240): answered 202 at once, and carried out behind what came before, where an event stream of the organization tells of what it comes to',
}

/** What of a request is kept until it is carried out; `operations` is how many a bulk request has. */
export interface Later extends Pick<Asked, 'method' | 'resource' | 'body'> {
  readonly operations: number | null
}

/** Told of each organization that has a request more to be carried out. */
export type OnAccepted = (organizationId: string) => void

/** The same route, whose requests are carried out later where their client prefers that (RFC 9967 §2.5.1.1). */
export function respondAsync(
  route: Route<Json>,
  toLater: (request: RouteRequest<Json>) => Later,
  onAccepted: OnAccepted,
): Route {
  const sent = ({ parameter, query }: RouteRequest<Json>): string =>
    route.path.replace(/:\w+$/, () => encodeURIComponent(parameter)) + (query === '' ? '' : `?${query}`)
  return defineRoute<Json>({
    ...route,
    headers: [...(route.headers ?? []), prefer],
    answers: {
      ...route.answers,
      202: {
        description: 'Accepted, without a body, to be carried out behind what was accepted before',
        headers: [
          { name: 'Set-Txn', description: 'The txn of the token that tells what it comes to (RFC 9967 §3)' },
          { name: 'Location', description: 'Where that token can be read' },
          { name: 'Preference-Applied', description: 'respond-async' },
        ],
      },
    },
    async handle(request) {
      const { context, headers } = request
      if (!prefersAsync(headers['prefer']) || !(await respondsAsync(context))) return route.handle(request)
      const { operations, ...later } = toLater(request)
      const { baseUrl, cause } = context
      const asked = { ...later, baseUrl, cause, by: toPresentedBy(request), url: sent(request) }
      const txn = await acceptRequest(context, asked, operations)
      if (txn === undefined) return route.handle(request)
      onAccepted(context.organizationId)
      return toAccepted(baseUrl, txn)
    },
  })
}

function toAccepted(baseUrl: string, txn: string): Answer {
  const location = `${baseUrl}${asyncRequestPath}/${txn}`
  return { status: 202, headers: { 'Preference-Applied': 'respond-async', 'Set-Txn': txn, Location: location } }
}

function toPresentedBy({ headers, key }: RouteRequest<Json>): PresentedBy {
  const text = presentedKey(headers) ?? ''
  return { keyId: key.id, keyHash: key.hash, tokenHash: isIssued('token', text) ? hashIssued(text) : null }
}
