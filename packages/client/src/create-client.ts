import createFetchClient, {
  type ClientOptions as FetchOptions,
  type FetchResponse,
  type MaybeOptionalInit,
} from 'openapi-fetch'

import type { Changes, Sink } from './follow/changes.ts'
import { drift, type Drift, type DriftOptions } from './follow/drift.ts'
import { fetchChanges, type ChangesQuery } from './follow/fetch-changes.ts'
import { followAll, type FollowAllOptions } from './follow/follow-all.ts'
import { catchUp, follow, type FollowOptions } from './follow/follow.ts'
import { toError } from './errors.ts'
import type { paths } from './openapi.ts'
import { createRetryingFetch, type RetryOptions } from './retry.ts'

export interface ClientOptions {
  /** Where Rolecall is, such as `https://rolecall.example.com`. */
  readonly url: string
  /** A key of the organization, with the scope that the calls need; to follow needs `organization_read`. Or a platform key. */
  readonly key: string
  readonly retry?: RetryOptions
  /** Instead of the platform's own: a proxy, a test. */
  readonly fetch?: (request: Request) => Promise<Response>
}

type Method = 'get' | 'put' | 'post' | 'delete' | 'patch'
type PathsOf<M extends Method> = {
  [Path in keyof paths]: paths[Path] extends { readonly [Name in M]: Record<string, unknown> } ? Path : never
}[keyof paths]
type Operation<Path extends keyof paths, M extends Method> = paths[Path] extends {
  readonly [Name in M]: infer Found extends Record<string | number, unknown>
}
  ? Found
  : never
type InitOf<Path extends keyof paths, M extends Method> = M extends keyof paths[Path]
  ? MaybeOptionalInit<paths[Path], M>
  : never

/** An answer: what is none is thrown. */
export interface Answer<Data> {
  readonly data: Data
  readonly response: Response
}

/** A call of each method, typed by the path. */
export type Api = {
  readonly [M in Method as Uppercase<M>]: <Path extends PathsOf<M>, Init extends InitOf<Path, M>>(
    path: Path,
    ...init: undefined extends Init ? [Init?] : [Init]
  ) => Promise<Answer<Exclude<FetchResponse<Operation<Path, M>, Init, `${string}/${string}`>['data'], undefined>>>
}

/** Rolecall, as the key sees it. */
export interface Client {
  /** Every call of the HTTP API: `client.api.GET('/api/organization/members/{email}', { params: { path: { email } } })`. Throws RolecallError, NoAnswer. */
  readonly api: Api
  /** Everything, and then each change, into a sink or to a function; see `FollowOptions`. */
  readonly follow: (options: FollowOptions) => Promise<void>
  /** The same of all organizations of a platform key, each into a sink; see `FollowAllOptions`. */
  readonly followAll: (options: FollowAllOptions) => Promise<void>
  /** Brings a sink to where the log is now, once. `organization` is for a platform key. */
  readonly catchUp: (
    sink: Sink,
    options?: { readonly signal?: AbortSignal; readonly organization?: string },
  ) => Promise<Changes | null>
  /** Whether a sink holds the same as Rolecall, by a digest of both at one revision. */
  readonly drift: (sink: Sink, options?: DriftOptions) => Promise<Drift>
  /** What has changed since a cursor, or everything: one request. */
  readonly changes: (query: ChangesQuery) => Promise<Changes>
}

export function createClient({ fetch: given, key, retry, url }: ClientOptions): Client {
  const fetchNow = given ?? ((request: Request) => globalThis.fetch(request))
  const baseUrl = url.replace(/\/+$/, '')
  const headers = { authorization: `Bearer ${key}` }
  const options: FetchOptions = { baseUrl, headers, fetch: createRetryingFetch(fetchNow, retry) }
  const api = createFetchClient<paths>(options)
  api.use({
    async onResponse({ response }) {
      if (!response.ok) throw await toError(response)
    },
  })
  async function send(path: string, init: { readonly signal: AbortSignal }): Promise<Response> {
    const response = await fetchNow(new Request(baseUrl + path, { headers, ...init }))
    if (!response.ok) throw await toError(response)
    return response
  }
  return {
    api: api as unknown as Api,
    follow: (followed) => follow(send, followed),
    followAll: (followed) => followAll(send, followed),
    catchUp: (sink, { organization, signal } = {}) => catchUp(send, sink, signal, organization),
    drift: (sink, wanted) => drift(send, sink, wanted),
    changes: (query) => fetchChanges(send, query),
  }
}
