import { toSealingKey } from '@rolecall/core/access/seal'
import { createPlatformKey } from '@rolecall/core/platform/platform-keys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, findRoute, routes, type Client, type Reply, type Sent } from './client.ts'
import type { AnyRoute } from '../src/route/route.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import { startServerInProcess, type RunningServer } from './running-server.ts'
import { createTestOrganization } from './test-organization.ts'
import { lookBack, tellStory } from './examples/tell-story.ts'

const file = '../src/openapi/examples.ts'

/** Larger than anybody reads in a description, answered by somebody else's server, or another after each new request of the story. */
const without = [
  'endSignIns',
  'getMappingSchema',
  'getOpenApi',
  'resolveIdToken',
  'signOut',
  'signOutEverywhere',
  'testWebhook',
  'verifyAudit',
]

interface Example {
  request?: unknown
  readonly answers: Record<number, unknown>
}

function answersJson({ answers, operationId = '' }: AnyRoute): boolean {
  if (without.includes(operationId)) return false
  return Object.entries(answers).some(
    ([status, { jsonSchema, mediaTypes = ['application/json'], schema }]) =>
      Number(status) < 300 && (schema ?? jsonSchema) !== undefined && mediaTypes.some((type) => type.endsWith('json')),
  )
}

const examples: Record<string, Example> = {}

/** Longer lists say nothing more. */
const itemsShown = 2

const most = 6_000

/** Keeps the first successful answer of each status, as a route gives it. */
function note(method: string, path: string, sent: Sent | undefined, { body, status }: Reply): void {
  const { operationId } = findRoute(method, path) ?? {}
  if (operationId === undefined) return
  const example = (examples[operationId] ??= { answers: {} })
  if (sent?.body !== undefined) example.request ??= sent.body
  const shown = shorten(body)
  if (body !== undefined && JSON.stringify(shown).length < most) example.answers[status] ??= shown
}

/** What is another in every run, and one of it. */
const changing: Readonly<Record<string, unknown>> = {
  durationMs: 1.4,
  kid: '2026-q1-xJrz985BXONeIZZe',
  x: 'Zu77hfxQaAndNBa6WcQGKQG0JgpNoKd7fI__ZwYbB_M',
  y: 'vW2_q-otGftCnyC9U9bzCINNG_tr4px1p5CZeswMyy4',
}

/** As far as an example needs it. */
function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, itemsShown).map(shorten)
  if (typeof value !== 'object' || value === null) return value
  // A tool that reads a description takes `$ref` for one of its own, wherever it stands.
  const parts = Object.entries(value).filter(([name]) => name !== '$ref')
  return Object.fromEntries(parts.map(([name, part]) => [name, changing[name] ?? shorten(part)]))
}

function noting(client: Client): Client {
  return async (method, path, sent) => {
    const reply = await client(method, path, sent)
    if (reply.status >= 400) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`)
    note(method, path, sent, reply)
    return reply
  }
}

/** The description's examples are what the server has answered, in an organization made up here. */
describe('the examples of the description', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    let made = 0
    const services = {
      ...rolecall.services,
      connectionKey: toSealingKey('secret', 'client secrets'),
      // Every secret another, and the same in every run.
      randomBytes: (count: number) => new Uint8Array(count).fill((made += 1)),
    }
    const { keys } = await createTestOrganization(services, 'Acme')
    const ofProduct = { displayName: 'Product', expiresAt: null }
    const product = await createPlatformKey(services, ofProduct, { kind: 'cli', requestId: null, keyId: null })
    const as = (running: RunningServer, key: string | null) => noting(clientOf(running, key))
    for (const tell of [tellStory, lookBack]) {
      const running = startServerInProcess(services, { provisioningLog: { limits: { waitMs: 3_600_000 } } })
      const owner = as(running, keys.organization)
      await tell({
        owner,
        provider: as(running, keys.scim),
        platform: as(running, product.key),
        anybody: as(running, null),
      })
      // What waits to be written is written now, and not at a moment of its own.
      await running.server.close()
    }
  })
  afterAll(() => rolecall.stop())

  it('are what stands in the description', async () => {
    await expect(toModule(examples)).toMatchFileSnapshot(file)
  })

  it('are there for each operation that answers JSON', () => {
    const named = routes.filter(answersJson).map(({ operationId = '' }) => operationId)
    const missing = named.filter((name) => Object.keys(examples[name]?.answers ?? {}).length === 0)
    // A new operation wants a request in examples/tell-story.ts.
    expect(missing).toEqual([])
  })

  it('show a request of each operation with a body', () => {
    const named = routes.flatMap(({ body, operationId = '' }) =>
      body !== undefined && body.optional !== true ? [operationId] : [],
    )
    const missing = named.filter((name) => examples[name]?.request === undefined && !without.includes(name))
    expect(missing).toEqual([])
  })
})

function toModule(value: Readonly<Record<string, Example>>): string {
  const sorted = Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  return `// What the server has answered to the requests of test/examples/tell-story.ts; written by openapi-examples.test.ts.

/** What was sent to an operation, by its operationId, and what it has answered, by status; text where it is no JSON. */
export interface OperationExample {
  readonly request?: unknown
  readonly answers: Readonly<Record<string, unknown>>
}

export const examples: Readonly<Record<string, OperationExample>> = ${JSON.stringify(sorted, null, 2).replaceAll('http://rolecall.test', 'https://rolecall.example.com')}
`
}
