import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { applyPatch, type StoredResource } from './apply-patch.ts'

export interface RecordedRequest {
  readonly method: string
  /** Path and query below `/scim`, as they came over the wire. */
  readonly url: string
  readonly authorization: string | undefined
  readonly body: unknown
}

/** An answer that replaces the next one. */
export interface PlannedAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface RecordingServer {
  /** The tenant URL. */
  readonly url: string
  readonly requests: RecordedRequest[]
  readonly resources: { readonly Users: Map<string, StoredResource>; readonly Groups: Map<string, StoredResource> }
  /** Answers the next requests whose method and URL begin like this, one each, instead of the store. */
  readonly answerNext: (start: string, ...answers: readonly PlannedAnswer[]) => void
  /** Drops the planned answers that were not asked for. */
  readonly forgetAnswers: () => void
  /** The requests since the last call, as `METHOD url`, with their bodies. */
  readonly takeRequests: () => readonly (readonly [line: string, body?: unknown])[]
  readonly close: () => Promise<void>
}

/** A SCIM server for the tests of this package: keeps resources in memory and everything that was asked of it. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const requests: RecordedRequest[] = []
  const resources = { Users: new Map<string, StoredResource>(), Groups: new Map<string, StoredResource>() }
  let lastId = 0
  const nextId = (type: string): string => `${type}-${++lastId}`
  const planned: { start: string; answer: PlannedAnswer }[] = []
  let taken = 0

  const server = createServer((request, response) => {
    void handle(request, response)
  })
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readAll(request)
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    const url = (request.url ?? '').slice('/scim'.length)
    const method = request.method ?? ''
    requests.push({ method, url, authorization: request.headers.authorization, body })
    const index = planned.findIndex(({ start }) => `${method} ${url}`.startsWith(start))
    const answer =
      index < 0 ? answerFromStore(resources, nextId, method, url, body) : planned.splice(index, 1)[0]?.answer
    response.writeHead(answer?.status ?? 500, { 'content-type': 'application/scim+json', ...answer?.headers })
    response.end(answer?.body === undefined ? undefined : JSON.stringify(answer.body))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim`,
    requests,
    resources,
    answerNext: (start, ...answers) => planned.push(...answers.map((answer) => ({ start, answer }))),
    forgetAnswers: () => {
      planned.length = 0
    },
    takeRequests: () => {
      const fresh = requests.slice(taken)
      taken = requests.length
      return fresh.map(({ method, url, body }) =>
        body === undefined ? ([`${method} ${url}`] as const) : ([`${method} ${url}`, body] as const),
      )
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

type Resources = RecordingServer['resources']

function answerFromStore(
  resources: Resources,
  nextId: (type: string) => string,
  method: string,
  url: string,
  body: unknown,
): PlannedAnswer {
  const { pathname, searchParams } = new URL(url, 'http://scim')
  const [, type = '', id] = pathname.split('/')
  const store = resources[type as keyof Resources]
  if (method === 'GET' && id === undefined) return list(store, searchParams.get('filter') ?? '')
  if (method === 'POST') {
    const created = { ...(body as StoredResource), id: nextId(type.slice(0, -1).toLowerCase()) }
    store.set(created.id, created)
    return { status: 201, body: created }
  }
  const found = id === undefined ? undefined : store.get(id)
  if (found === undefined) return { status: 404, body: { status: '404', detail: `${url} is not here` } }
  if (method === 'DELETE') remove(resources, store, String(id))
  if (method === 'PATCH') applyPatch(found, body)
  return method === 'GET' ? { status: 200, body: found } : { status: 204 }
}

/** A resource goes with its memberships. */
function remove(resources: Resources, store: Map<string, StoredResource>, id: string): void {
  store.delete(id)
  for (const group of resources.Groups.values()) {
    const members = (group['members'] ?? []) as readonly string[]
    group['members'] = members.filter((member) => member !== id)
  }
}

function list(store: ReadonlyMap<string, StoredResource>, filter: string): PlannedAnswer {
  const conditions = filter.split(' and ').map((condition) => condition.split(' eq '))
  const found = [...store.values()].filter((resource) =>
    conditions.every(([name = '', value = '']) => resource[name] === JSON.parse(value)),
  )
  return { status: 200, body: { totalResults: found.length, Resources: found } }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
