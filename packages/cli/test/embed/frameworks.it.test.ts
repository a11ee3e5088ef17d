import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createRolecall, type EmbeddedRolecall } from '../../src/embed/create-rolecall.ts'

const [sqlite] = eachDatabase

let database: TestDatabase
let rolecall: EmbeddedRolecall
let scimKey: string
let ownerKey: string
beforeAll(async () => {
  if (sqlite === undefined) throw new Error('there is no database to test with')
  database = await sqlite.create()
  rolecall = await createRolecall({ database: database.url, path: '/rolecall', log: 'silent' })
  const { id } = await rolecall.organizations.create({ name: 'Acme' })
  const { keys, teams } = rolecall.organization(id)
  await Promise.all([teams.put('sales'), teams.put('parsed')])
  scimKey = (await keys.create({ displayName: 'Provider', scopes: ['scim'] })).key
  ownerKey = (await keys.create({ displayName: 'Owner', scopes: ['organization'] })).key
})
afterAll(async () => {
  await rolecall.close()
  await database.drop()
})

/** How a product is asked: over HTTP, or by its own function where a framework is one. */
interface Product {
  ask(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

async function listen(handle: RequestListener): Promise<Product> {
  const http: Server = createServer(handle).listen(0, '127.0.0.1')
  await once(http, 'listening')
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return {
    ask: (path, init) => fetch(url + path, init),
    async close() {
      http.close()
      http.closeAllConnections()
      await once(http, 'close')
    },
  }
}

/** Each as `docs/embed.md` has it, with a page of the product beside. */
const frameworks: Readonly<Record<string, () => Promise<Product>>> = {
  'node:http': () =>
    listen((request, response) => {
      if (request.url?.startsWith('/rolecall') === true) return rolecall.handler(request, response)
      response.end('product')
    }),
  Express: () => {
    const app = express()
    app.use('/rolecall', rolecall.handler)
    app.use(express.json())
    app.get('/', (_, response) => void response.send('product'))
    return listen(app)
  },
  Koa: () => {
    const app = new Koa()
    app.use((context, next) => {
      if (!context.path.startsWith('/rolecall')) return next()
      context.respond = false
      return rolecall.handler(context.req, context.res)
    })
    app.use((context) => void (context.body = 'product'))
    return listen(app.callback())
  },
  Fastify: async () => {
    const app = fastify()
    await app.register(async (scope) => {
      // Bodies are Rolecall's to read.
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', (_request, _body, done) => done(null))
      for (const url of ['/rolecall', '/rolecall/*'])
        scope.all(url, (request, reply) => {
          reply.hijack()
          rolecall.handler(request.raw, reply.raw)
        })
    })
    app.get('/', async () => 'product')
    await app.ready()
    const product = await listen(app.routing)
    return { ask: product.ask, close: async () => void (await Promise.all([product.close(), app.close()])) }
  },
  Hono: async () => {
    const app = new Hono()
    app.all('/rolecall/*', ({ req }) => rolecall.fetch(req.raw))
    app.get('/', ({ text }) => text('product'))
    const ask: Product['ask'] = async (path, init) => app.fetch(new Request(`http://127.0.0.1${path}`, init))
    return { ask, close: async () => {} }
  },
  'a route handler of Next': async () => {
    // What `app/rolecall/[[...path]]/route.ts` exports, and how Next calls it: a subclass of Request, and the parts of the path.
    class NextRequest extends Request {}
    const route = { GET: rolecall.fetch, POST: rolecall.fetch, PUT: rolecall.fetch } as Readonly<
      Record<string, RouteHandler>
    >
    const ask: Product['ask'] = async (path, init = {}) => {
      if (!path.startsWith('/rolecall')) return new Response('product')
      const parts = path.split('?')[0]?.split('/').slice(2)
      const handle = route[init.method ?? 'GET']
      if (handle === undefined) return new Response(null, { status: 405 })
      return handle(new NextRequest(`http://127.0.0.1${path}`, init), { params: Promise.resolve({ path: parts }) })
    }
    return { ask, close: async () => {} }
  },
}

type RouteHandler = (request: Request, context: { readonly params: Promise<unknown> }) => Promise<Response>

describe.each(Object.entries(frameworks))('in %s', (name, start) => {
  let product: Product
  beforeAll(async () => {
    product = await start()
  })
  afterAll(() => product.close())

  const scim = { authorization: '', 'content-type': 'application/scim+json' }
  const withKey = () => ({ ...scim, authorization: `Bearer ${scimKey}` })
  const owner = () => ({ authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' })

  it('takes a user in, at an address below the path', async () => {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User']
    const body = JSON.stringify({ schemas, userName: `${name.replace(/\W/g, '')}@example.com` })
    const created = await product.ask('/rolecall/api/scim/v2/Users', { method: 'POST', headers: withKey(), body })
    expect(created.status).toBe(201)
    const { pathname } = new URL(created.headers.get('location') ?? '')
    expect(pathname).toMatch(/^\/rolecall\/api\/scim\/v2\/Users\//)
    expect((await product.ask(pathname, { headers: withKey() })).status).toBe(200)
  })

  it('answers a change of the management API, and a mistake in it', async () => {
    const put = (body: string) =>
      product
        .ask('/rolecall/api/teams/sales', { method: 'PUT', headers: owner(), body })
        .then((answer) => answer.status)
    expect([await put('{"name":"Sales"}'), await put('{')]).toEqual([200, 400])
    const check = {
      method: 'POST',
      headers: { ...owner(), 'content-type': 'application/yaml' },
      body: 'roleRules: []\n',
    }
    expect((await product.ask('/rolecall/api/settings/scim-mapping/check', check)).status).toBe(200)
  })

  it('answers a snapshot that it streams, and leaves the rest to the product', async () => {
    const snapshot = await product.ask('/rolecall/api/snapshot', { headers: owner() })
    expect((await snapshot.text()).trimEnd().split('\n').at(-1)).toContain('"kind":"end"')
    expect((await product.ask('/rolecall/nothing')).status).toBe(404)
    expect(await (await product.ask('/')).text()).toBe('product')
  })
})

describe('a parser that has read the body before', () => {
  const send = (product: Product) =>
    product.ask('/rolecall/api/teams/parsed', {
      method: 'PUT',
      headers: { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' },
      body: '{"name":"Parsed"}',
    })

  it('is named where it has kept nothing but what it made of it', async () => {
    const product = await listen(express().use(express.json()).use('/rolecall', rolecall.handler))
    const answer = await send(product)
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('express.json()')])
    await product.close()
  })

  it.each([
    [
      'the bytes beside it',
      express.json({ verify: (request, _, bytes) => Object.assign(request, { rawBody: bytes }) }),
    ],
    ['the bytes', express.raw({ type: '*/*' })],
    ['the text', express.text({ type: '*/*' })],
  ])('is no hindrance where it has kept %s', async (_, parser) => {
    const product = await listen(express().use(parser).use('/rolecall', rolecall.handler))
    expect((await send(product)).status).toBe(200)
    await product.close()
  })
})
