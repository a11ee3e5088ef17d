import { setImmediate } from 'node:timers/promises'

import { toSealingKey } from '@rolecall/core/access/seal'
import { createPlatformKey } from '@rolecall/core/platform/platform-keys'
import type { Store } from '@rolecall/core/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, findRoute, routes, type Client, type Reply } from './client.ts'
import { lookBack, tellStory } from './examples/tell-story.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import { startServerInProcess, type RunningServer } from './running-server.ts'
import { createTestOrganization, type TestOrganization } from './test-organization.ts'

/** What is of one answer and no other, and what HEAD may leave out because only the making of the body tells it. */
const ownHeaders = new Set(['date', 'x-request-id', 'content-length', 'transfer-encoding'])

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Gives a state of the database back some time after it was read, as a connection to one does. */
const slowToEnd = (store: Store): Store => ({
  ...store,
  async snapshot(organizationId, work) {
    try {
      return await store.snapshot(organizationId, work)
    } finally {
      for (let round = 0; round < 20; round++) await setImmediate()
    }
  },
})

interface Asked {
  readonly path: string
  readonly head: readonly string[]
  readonly get: readonly string[]
}

/** RFC 9110 §9.3.2 and §9.3.7, held against every path. */
describe('every path that there is', () => {
  let rolecall: RolecallUnderTest
  let running: RunningServer
  let organization: TestOrganization
  let keys: Readonly<Record<'organization' | 'scim' | 'platform', string>>
  const asked: Asked[] = []
  beforeAll(async () => {
    rolecall = await startRolecallInMemory([], { wrap: slowToEnd })
    const services = { ...rolecall.services, connectionKey: toSealingKey('secret', 'client secrets') }
    running = startServerInProcess(services)
    organization = await createTestOrganization(services, 'Acme')
    const cause = { kind: 'cli', requestId: null, keyId: null } as const
    const product = await createPlatformKey(services, { displayName: 'Product', expiresAt: null }, cause)
    keys = { ...organization.keys, platform: product.key }
  })
  afterAll(async () => {
    await running.server.close()
    await rolecall.stop()
  })

  /** Sends HEAD before each GET, with nothing between them. */
  function asking(key: string | null): Client {
    const client = clientOf(running, key)
    return async (method, path, sent) => {
      const head = method === 'GET' ? await client('HEAD', path, sent) : undefined
      const reply = await client(method, path, sent)
      if (head !== undefined) {
        expect([path, head.text]).toEqual([path, ''])
        asked.push({ path, head: toShown(head), get: toShown(reply) })
      }
      return reply
    }
  }

  function toShown({ headers, status }: Reply): readonly string[] {
    const shown = [...headers]
      .filter(([name]) => !ownHeaders.has(name))
      .map(([name, value]) => `${name}: ${value.replace(/request=[\w-]+/, 'request=')}`)
    return [`status: ${status}`, ...shown].toSorted()
  }

  it('answers HEAD as GET but for the body, and leaves the next GET its place', async () => {
    const tellers = {
      owner: asking(keys.organization),
      provider: asking(keys.scim),
      platform: asking(keys.platform),
      anybody: asking(null),
    }
    await tellStory(tellers)
    await lookBack(tellers)
    const told = new Set(asked.map(({ path }) => findRoute('GET', path)))
    const left = routes.filter((route) => route.method === 'GET' && !told.has(route))
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const path = route.path.replaceAll(/:\w+/g, 'nothing')
      await tellers.anybody('GET', path)
      if (!left.includes(route)) continue
      const scope = route.scope === 'scim' ? tellers.provider : tellers.owner
      await scope('GET', path)
    }
    const differing = asked.map(({ get, head, path }) => ({
      path,
      get: get.filter((line) => !head.includes(line)),
      head: head.filter((line) => !get.includes(line)),
    }))
    expect(differing.filter(({ get, head }) => get.length + head.length > 0)).toEqual([])
  })

  it('answers OPTIONS with the methods that it understands, and no other, to anybody', async () => {
    for (const path of new Set(routes.map((route) => route.path))) {
      const url = running.url + path.replaceAll(/:\w+/g, 'nothing')
      const answer = await running.fetch(url, { method: 'OPTIONS' })
      const allowed = (answer.headers.get('allow') ?? '').split(', ')
      expect([path, answer.status, await answer.text()]).toEqual([path, 204, ''])
      const understood: string[] = []
      for (const method of methods)
        if ((await running.fetch(url, { method, redirect: 'manual' })).status !== 405) understood.push(method)
      expect([path, allowed.toSorted()]).toEqual([path, understood.toSorted()])
    }
  })
})
