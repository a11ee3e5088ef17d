import { isDeepStrictEqual } from 'node:util'

import { safeParse } from 'valibot'

import { createRoutes } from '../src/routes.ts'
import type { AnyRoute } from '../src/route/route.ts'
import { createMetrics } from '../src/system/metrics.ts'
import type { RunningServer } from './running-server.ts'
import { stubServices } from './stub-services.ts'

/** Every route, as the server that is tested has them. */
export const routes: readonly AnyRoute[] = createRoutes(stubServices([]), createMetrics())

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The JSON of the body; `undefined` where it is none. */
  readonly body: any // oxlint-disable-line typescript/no-explicit-any
}

export interface Sent {
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends requests with one key; each answer is held against what its route says of itself. */
export type Client = (method: string, path: string, sent?: Sent) => Promise<Reply>

export function createClient(
  url: string,
  key: string | null,
  known: readonly AnyRoute[] = routes,
  send: typeof fetch = fetch,
): Client {
  return async (method, path, { body, headers = {} } = {}) => {
    const type = path.startsWith('/api/scim/') ? 'application/scim+json' : 'application/json'
    const response = await send(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = /[/+]json\b/.test(response.headers.get('content-type') ?? '') && text !== ''
    const reply: Reply = {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? JSON.parse(text) : undefined,
    }
    checkDescription(known, method, path, reply)
    return reply
  }
}

/** A client of a server under test, however that is reached. */
export function clientOf({ fetch: send, url }: Pick<RunningServer, 'fetch' | 'url'>, key: string | null): Client {
  return createClient(url, key, routes, send)
}

/** Throws where a route answers with success what it does not describe, be it one property too many. */
function checkDescription(
  known: readonly AnyRoute[],
  method: string,
  path: string,
  { status, body, text }: Reply,
): void {
  if (status >= 400 || method === 'HEAD') return
  const route = findRoute(method, path, known)
  const described = route?.answers[status]
  if (described === undefined) throw new Error(`${method} ${path} answered ${status}, which is not described`)
  if (described.schema === undefined) return
  const { success, output } = safeParse(described.schema, body)
  if (success && isDeepStrictEqual(output, body)) return
  throw new Error(`${method} ${path} answered what its schema does not describe: ${text}`)
}

/** The route of a request; a path without an open part comes first. */
export function findRoute(method: string, path: string, known = routes): AnyRoute | undefined {
  const parts = new URL(path, 'http://localhost').pathname.toLowerCase().replace(/\/$/, '').split('/')
  const fits = (route: AnyRoute) => {
    const wanted = route.path.toLowerCase().split('/')
    return (
      wanted.length === parts.length && wanted.every((part, index) => part.startsWith(':') || part === parts[index])
    )
  }
  const found = known.filter((route) => route.method === method && fits(route))
  return found.find(({ path: full }) => !full.includes(':')) ?? found[0]
}
