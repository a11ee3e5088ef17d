import { literal, looseObject, number, object, optional, picklist } from 'valibot'

import type { Store } from '@rolecall/core/store'
import { StoreError } from '@rolecall/core/store-error'

import { serveOpenApi } from '../openapi/serve-openapi.ts'
import type { PublicRoute } from '../route/route.ts'
import type { Metrics } from './metrics.ts'

export interface SystemOptions {
  readonly store: Store
  readonly metrics: Metrics
  /** Makes the description of all routes. */
  readonly describe: () => object
  /** The path that the server is mounted at. */
  readonly path: string
}

/** What the operator's machinery asks: health, metrics and the description of the rest. */
export function systemRoutes({ describe, metrics, path, store }: SystemOptions): readonly PublicRoute[] {
  const serve = serveOpenApi(describe, path)
  return [
    {
      method: 'GET',
      path: '/api/openapi.json',
      operationId: 'getOpenApi',
      summary: 'The description of this API (OpenAPI 3.1)',
      scope: null,
      answers: {
        200: { description: 'The description', schema: looseObject({}) },
        304: { description: 'The description is what If-None-Match names' },
      },
      async handle({ headers }) {
        return serve(headers)
      },
    },
    {
      method: 'GET',
      path: '/healthz',
      operationId: 'getHealth',
      summary: 'Whether the process answers',
      scope: null,
      answers: { 200: { description: 'It does', schema: object({ status: literal('ok') }) } },
      async handle() {
        return { status: 200, body: { status: 'ok' } }
      },
    },
    {
      method: 'GET',
      path: '/readyz',
      operationId: 'getReadiness',
      summary:
        'Whether requests can be served: 503 while the database is away or not migrated; degraded while changes of organizations wait to be decided, because their mapping does not compile',
      scope: null,
      answers: { 200: { description: 'They can', schema: readySchema } },
      async handle() {
        const undecided = await readUndecided(store)
        const body = undecided === 0 ? { status: 'ready' } : { status: 'degraded', undecidedOrganizations: undecided }
        return { status: 200, body }
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      operationId: 'getMetrics',
      summary: 'Metrics for Prometheus',
      scope: null,
      answers: { 200: { description: 'The metrics', mediaTypes: ['text/plain'] } },
      async handle() {
        return { status: 200, type: metrics.registry.contentType, body: await metrics.text() }
      },
    },
  ]
}

const readySchema = object({
  status: picklist(['ready', 'degraded']),
  undecidedOrganizations: optional(number()),
})

/** How many organizations wait for a mapping that compiles. Throws StoreError where the store is not ready. */
async function readUndecided(store: Store): Promise<number> {
  try {
    await store.check()
    return (await store.organizations.listUndecided()).length
  } catch (cause) {
    throw new StoreError('unavailable', 'The store is not ready', { cause })
  }
}
