import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { Writable } from 'node:stream'

import { createTestSqlite } from '@rolecall/testkit/test-databases'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { checkTelemetry } from '../src/doctor/check-telemetry.ts'
import { createRolecall } from '../src/embed/create-rolecall.ts'
import { createTracing } from '../src/telemetry/create-tracing.ts'
import { loadSdk, type Sdk } from '../src/telemetry/load-sdk.ts'
import { startTelemetry } from '../src/telemetry/start-telemetry.ts'
import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Takes whatever is posted to it. */
async function startReceiver() {
  const received: Received[] = []
  const http = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(http, 'listening')
  const close = () => new Promise((resolve) => http.close(resolve).closeAllConnections())
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, received, close }
}

const outbound = { allow: ['127.0.0.1'] }
const traceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-b7ad6b7169203331-01`

describe('traces, by the exporter in memory of the SDK', () => {
  let sdk: Sdk
  let exporter: InstanceType<Sdk['tracing']['InMemorySpanExporter']>
  let server: TestServer
  let acme: Tenant
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  const lines: Record<string, unknown>[] = []
  beforeAll(async () => {
    ;({ sdk } = await loadSdk(tmpdir()))
    exporter = new sdk.tracing.InMemorySpanExporter()
    const spanProcessors = [new sdk.tracing.SimpleSpanProcessor(exporter)]
    new sdk.node.NodeTracerProvider({ spanProcessors }).register()
    receiver = await startReceiver()
    const log = pino(
      new Writable({ write: (line, _, done) => (lines.push(JSON.parse(String(line)) as never), done()) }),
    )
    const tracing = createTracing(sdk.api, { organizations: true, version: '1.0.0' })
    server = await startTestServer(createTestSqlite, { outbound, tracing, log, deliver: true })
    acme = await server.createTenant()
  })
  afterAll(async () => {
    await server.close()
    await receiver.close()
    sdk.api.trace.disable()
    sdk.api.context.disable()
  })

  const spansOf = (trace: string) =>
    exporter
      .getFinishedSpans()
      .filter((span) => span.spanContext().traceId === trace)
      .map((span) => ({
        name: span.name,
        attributes: span.attributes,
        failed: span.status.code === sdk.api.SpanStatusCode.ERROR,
        id: span.spanContext().spanId,
        parent: span.parentSpanContext?.spanId,
      }))
  const nameOf = (spans: ReturnType<typeof spansOf>, id: string | undefined) =>
    spans.find((span) => span.id === id)?.name

  it('go from the request of a provider over change and statements to the webhook, which is told of them', async () => {
    await acme.putMapping('scimGroupMappings: [{ scimGroup: staff, type: organizationRole, organizationRole: Member }]')
    await acme.owner('POST', '/api/webhooks', {
      displayName: 'P',
      url: `${receiver.url}/secret-path`,
      types: ['MemberProvisioned'],
    })
    const user = await acme.provider('POST', '/Users', { userName: 'ann@example.com' }, { traceparent })
    const { id: value } = user.body as { readonly id: string }
    const group = { displayName: 'staff', members: [{ value }] }
    expect((await acme.provider('POST', '/Groups', group, { traceparent })).status).toBe(201)
    await vi.waitFor(() => expect(spansOf(traceId).map(({ name }) => name)).toContain('deliver webhook'), {
      timeout: 20_000,
    })
    const spans = spansOf(traceId)
    const request = spans.find(({ name }) => name === 'POST /api/scim/v2/Users')
    expect(request).toMatchObject({
      name: 'POST /api/scim/v2/Users',
      parent: 'b7ad6b7169203331',
      failed: false,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/api/scim/v2/Users',
        'http.response.status_code': 201,
        'rolecall.organization.id': acme.organizationId,
      },
    })
    const within = new Set(spans.map(({ name, parent }) => `${nameOf(spans, parent) ?? ''} > ${name}`))
    for (const expected of [
      'POST /api/scim/v2/Users > change',
      'change > decide',
      'change > commit',
      'change > INSERT sqlite',
      'POST /api/scim/v2/Users > deliver webhook',
      'deliver webhook > POST',
    ])
      expect([...within]).toContain(expected)
    const [delivered] = receiver.received
    const call = spans.find(({ name }) => name === 'POST')
    expect(delivered?.headers['traceparent']).toBe(`00-${traceId}-${call?.id ?? ''}-01`)
    expect(JSON.parse(delivered?.body ?? '')).toMatchObject({ traceparent: `00-${traceId}-${request?.id ?? ''}-01` })
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'request', traceId, status: 201 }))
    await vi.waitFor(
      async () => {
        const { body } = await acme.owner('GET', '/api/provisioning-log?method=POST')
        expect((body as { traceId: string }[]).map((entry) => entry.traceId)).toEqual([traceId, traceId])
      },
      { timeout: 20_000 },
    )
  })

  it('are among those of a product that has Rolecall in its process, within the span of its own', async () => {
    const database = await createTestSqlite()
    const telemetry = { api: sdk.api, organizations: true }
    const rolecall = await createRolecall({ database: database.url, path: '/rolecall', log: 'silent', telemetry })
    const keys = [{ displayName: 'K', scopes: ['scim' as const] }]
    const { id, keys: made } = await rolecall.organizations.create({ id: 'one', name: 'One', keys })
    const own = sdk.api.trace.getTracer('product').startSpan('page of the product')
    const { traceId: trace } = own.spanContext()
    await sdk.api.context.with(sdk.api.trace.setSpan(sdk.api.context.active(), own), async () => {
      const headers = { authorization: `Bearer ${made[0]?.key ?? ''}` }
      const request = new Request('http://product.example/rolecall/api/scim/v2/Users', { headers })
      expect((await rolecall.fetch(request)).status).toBe(200)
      await rolecall.organization(id).teams.put('sales')
    })
    own.end()
    await rolecall.close()
    await database.drop()
    const spans = spansOf(trace)
    expect(spans.map(({ name, parent }) => `${nameOf(spans, parent) ?? ''} > ${name}`)).toEqual(
      expect.arrayContaining([
        'page of the product > GET /api/scim/v2/Users',
        'GET /api/scim/v2/Users > SELECT sqlite',
        'page of the product > change',
        'change > commit',
      ]),
    )
    expect(spans.find(({ name }) => name === 'change')?.attributes).toMatchObject({ 'rolecall.organization.id': id })
  })

  it('name nobody, and have no secret, no path and no value in them', () => {
    const text = JSON.stringify(
      exporter.getFinishedSpans().map(({ attributes, events, name }) => [name, attributes, events]),
    )
    expect(text).toContain('INSERT INTO')
    for (const secret of ['ann', 'example.com', 'secret-path', acme.ownerKey, acme.scim.secretToken, 'Bearer'])
      expect(text).not.toContain(secret)
  })

  it.each([
    '00-0-0-01',
    'nonsense',
    `ff-${traceId}-b7ad6b7169203331-01`,
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    '',
  ])('begin anew where a client sends %j', async (sent) => {
    exporter.reset()
    expect((await acme.provider('GET', '/Users', undefined, { traceparent: sent })).status).toBe(200)
    await vi.waitFor(() =>
      expect(exporter.getFinishedSpans().map(({ name }) => name)).toContain('GET /api/scim/v2/Users'),
    )
    const span = exporter.getFinishedSpans().find(({ name }) => name === 'GET /api/scim/v2/Users')
    expect([span?.parentSpanContext, span?.spanContext().traceId === traceId]).toEqual([undefined, false])
  })

  it('are not made of what a client does not want to be traced, and the event still names its trace', async () => {
    exporter.reset()
    const quiet = traceparent.replace(/01$/, '00')
    await acme.provider('POST', '/Users', { userName: 'bob@example.com' }, { traceparent: quiet })
    expect(spansOf(traceId)).toEqual([])
    const { body } = await acme.owner('GET', '/api/events?limit=1000')
    const told = (body as readonly { readonly type: string; readonly traceparent?: string }[]).filter(
      ({ type }) => type === 'MemberProvisioned',
    )
    expect(told.at(-1)?.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`))
  })
})

describe('a receiver of OTLP', () => {
  it('gets traces and what /metrics shows, and its absence changes nothing', async () => {
    const receiver = await startReceiver()
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_SERVICE_NAME: 'rolecall-of-acme',
    }
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    const telemetry = await startTelemetry({ traces: true, metrics: true, organizations: false }, tmpdir())
    const { tracing } = telemetry
    if (tracing === undefined) throw new Error('nothing is traced')
    const server = await startTestServer(createTestSqlite, { tracing })
    try {
      telemetry.readMetrics(() => server.metrics())
      const acme = await server.createTenant()
      for (let count = 0; count < 3; count += 1) await acme.provider('GET', '/Users')
      await telemetry.stop()
      const bodyOf = (path: string) =>
        receiver.received
          .filter((one) => one.path === path)
          .map(({ body }) => body)
          .join('\n')
      expect(bodyOf('/v1/traces')).toContain('"GET /api/scim/v2/Users"')
      expect(bodyOf('/v1/traces')).toContain('rolecall-of-acme')
      expect(bodyOf('/v1/traces')).not.toContain(acme.organizationId)
      // The words of a command line may have the password of a database in them.
      for (const path of ['/v1/traces', '/v1/metrics']) expect(bodyOf(path)).not.toContain('command')
      const { resourceMetrics } = JSON.parse(bodyOf('/v1/metrics').split('\n').at(-1) ?? '') as OtlpMetrics
      const metrics = resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics).flatMap(({ metrics: some }) => some)
      const shown = await (await fetch(`${server.url}/metrics`)).text()
      const names = [...shown.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
      expect(metrics.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
      const durations = metrics.find(({ name }) => name === 'rolecall_http_request_duration_seconds')
      const point = durations?.histogram?.dataPoints.find(({ attributes }) =>
        attributes.some(({ value }) => value.stringValue === '/api/scim/v2/Users'),
      )
      expect(Number(point?.count)).toBe(3)
      expect(point?.bucketCounts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(3)
      expect(point?.bucketCounts).toHaveLength((point?.explicitBounds.length ?? 0) + 1)
      // Where nobody takes what is sent, requests are answered all the same.
      await receiver.close()
      expect((await acme.provider('GET', '/Users')).status).toBe(200)
    } finally {
      await server.close()
      vi.unstubAllEnvs()
    }
  })
})

interface OtlpMetrics {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly OtlpMetric[] }[]
  }[]
}

interface OtlpMetric {
  readonly name: string
  readonly histogram?: {
    readonly dataPoints: readonly {
      readonly attributes: readonly { readonly value: { readonly stringValue?: string } }[]
      readonly count: number | string
      readonly bucketCounts: readonly (number | string)[]
      readonly explicitBounds: readonly number[]
    }[]
  }
}

describe('the SDK', () => {
  it('is not loaded where nothing is to be sent', async () => {
    const telemetry = await startTelemetry({ traces: false, metrics: false, organizations: true }, '/nowhere')
    expect(telemetry.tracing).toBeUndefined()
    await telemetry.stop()
  })

  it('that is not installed is named with the command that installs it', async () => {
    await expect(loadSdk(tmpdir(), 'file:///nowhere/x.js')).rejects.toThrow(
      /the SDK of OpenTelemetry is not installed\. Install it beside Rolecall: npm install @opentelemetry\/sdk-node@0\.\d+\.\d+/,
    )
  })

  it('is told of by rolecall doctor, without what an address has in it that is secret', async () => {
    const off = { traces: false, metrics: false, organizations: false }
    expect(await checkTelemetry({ file: null, telemetry: off }, {})).toMatchObject({
      state: 'ok',
      message: expect.stringContaining('nothing is sent'),
    })
    const on = { traces: true, metrics: true, organizations: true }
    const { message } = await checkTelemetry(
      { file: null, telemetry: on },
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://user:password@otlp.example.com:4318/secret' },
    )
    expect(message).toBe(
      'traces and metrics are sent by OpenTelemetry to otlp.example.com:4318, with the organization of each',
    )
  })
})
