import { describe, expect, it } from 'vitest'
import { PluginError } from '../errors.ts'
import type { HookReader } from '../plugin/contexts.ts'
import type { Hooks } from '../plugin/contributions.ts'
import type { ParsedRequest, ResourceChange } from '../plugin/hook-points.ts'
import { StoreError } from '../store-error.ts'
import type { PluginHost } from './plugin-host.ts'
import { startPlugins } from './start-plugins.ts'
import { createLog, hooksOf, makeContext, toEntries } from './testing/plugins.ts'

const { log } = createLog()

function start(hooks: Readonly<Record<string, Hooks>>, hookTimeoutMs = 1_000): Promise<PluginHost> {
  return startPlugins(toEntries(...Object.entries(hooks).map(([name, own]) => hooksOf(name, own))), {
    log,
    hookTimeoutMs,
  })
}

const create = (body: object = {}): ParsedRequest => ({ operation: 'create', resourceType: 'User', body: { ...body } })
const change: ResourceChange = {
  resourceType: 'User',
  operation: 'patch',
  before: { userName: 'a' },
  after: { userName: 'a', title: 'x' },
}
const incoming = { userName: 'a@example.com', externalId: '1', data: {} }
const context = makeContext()

/** A normalizer that writes its name behind what is there. */
const sign = (name: string) => (request: ParsedRequest) =>
  'body' in request ? { ...request, body: { trail: `${String(request.body['trail'] ?? '')}${name}` } } : request

describe('request.normalize', () => {
  it('hands each answer to the next: pre, then normal, then post, each in the order of the configuration', async () => {
    const host = await start({
      a: { 'request.normalize': { order: 'post', handler: sign('a') } },
      b: { 'request.normalize': sign('b') },
      c: { 'request.normalize': { order: 'pre', handler: sign('c') } },
      d: { 'request.normalize': { order: 'post', handler: sign('d') } },
      e: { 'request.normalize': { handler: sign('e') } },
      f: { 'request.normalize': { order: 'pre', handler: sign('f') } },
    })
    expect(host.normalize(create(), context)).toMatchObject({ body: { trail: 'cfbead' } })
  })

  it('calls a handler with a filter for such writes only', async () => {
    const host = await start({
      groups: { 'request.normalize': { on: { resourceType: 'Group' }, handler: sign('g') } },
      creates: { 'request.normalize': { on: { operation: 'create' }, handler: sign('c') } },
      both: { 'request.normalize': { on: { resourceType: 'User', operation: 'replace' }, handler: sign('b') } },
    })
    expect(host.normalize(create(), context)).toMatchObject({ body: { trail: 'c' } })
    expect(host.normalize({ ...create(), resourceType: 'Group' }, context)).toMatchObject({ body: { trail: 'gc' } })
    expect(host.normalize({ operation: 'replace', resourceType: 'User', body: {} }, context)).toMatchObject({
      body: { trail: 'b' },
    })
  })

  it('reports a failure as plugin, hook and cause', async () => {
    const cause = new TypeError('x is undefined')
    const host = await start({
      bad: {
        'request.normalize': () => {
          throw cause
        },
      },
    })
    expect(() => host.normalize(create(), context)).toThrow(
      expect.objectContaining({ plugin: 'bad', hook: 'request.normalize', cause }),
    )
  })

  it.each([
    ['a promise', Promise.resolve(create())],
    ['nothing', undefined],
  ])('refuses %s for an answer', async (_what, answer) => {
    const host = await start({ bad: { 'request.normalize': () => answer as never } })
    expect(() => host.normalize(create(), context)).toThrow(
      'plugin bad, request.normalize: the answer must be a request, at once',
    )
  })
})

it('gives hooks what the contract says, and nothing that the caller has besides', async () => {
  const seen: object[] = []
  const host = await start({
    a: {
      'request.normalize': (request, given) => (seen.push(given), request),
      'resource.validate': (_change, given) => (seen.push(given), []),
    },
  })
  const rich = { ...context, store: 'the database' }
  host.normalize(create(), rich)
  await host.validate(change, rich)
  expect(seen.map((given) => Object.keys(given).sort())).toEqual([
    ['organizationId', 'provider', 'tolerances'],
    ['now', 'organizationId', 'reader', 'tolerances', 'userNameMutable'],
  ])
})

describe('resource.link', () => {
  it('takes the first answer and asks nobody after it', async () => {
    const host = await start({
      a: { 'resource.link': () => undefined },
      b: { 'resource.link': async () => ({ userId: 'u1' }) },
      c: { 'resource.link': () => expect.unreachable('must not be asked') },
    })
    expect(await host.link(incoming, context)).toEqual({ userId: 'u1' })
  })

  it('answers undefined where nobody knows the user', async () => {
    const host = await start({ a: { 'resource.link': () => undefined } })
    expect(await host.link(incoming, context)).toBeUndefined()
  })

  it('refuses an answer of another shape', async () => {
    const host = await start({ a: { 'resource.link': () => ({ id: 'u1' }) as never } })
    await expect(host.link(incoming, context)).rejects.toThrow(
      'plugin a, resource.link: the answer must be { userId } or undefined',
    )
  })
})

describe('resource.derive', () => {
  it('hands each answer to the next, as resource and in the change', async () => {
    const host = await start({
      a: { 'resource.derive': (resource) => ({ ...resource, displayName: 'A' }) },
      b: {
        'resource.derive': async (resource, { change: seen }) => ({
          ...resource,
          nickName: `${String(seen.after['displayName'])}2`,
        }),
      },
    })
    expect(await host.derive(change, context)).toEqual({ userName: 'a', title: 'x', displayName: 'A', nickName: 'A2' })
  })

  it('answers the resource itself where nobody derives anything of it', async () => {
    const host = await start({ a: { 'resource.derive': { on: { resourceType: 'Group' }, handler: () => ({}) } } })
    expect(await host.derive(change, context)).toBe(change.after)
  })
})

describe('resource.validate', () => {
  it('joins the issues of all plugins, in order', async () => {
    const issue = (path: string) => ({ path, message: 'wrong' })
    const host = await start({
      a: { 'resource.validate': async () => [issue('a')] },
      b: { 'resource.validate': () => [] },
      c: { 'resource.validate': () => [issue('c1'), issue('c2')] },
      d: { 'resource.validate': { on: { operation: 'create' }, handler: () => [issue('d')] } },
    })
    expect(await host.validate(change, context)).toEqual([issue('a'), issue('c1'), issue('c2')])
  })
})

describe('change.decide', () => {
  it('gives every assignment the name of its plugin as source', async () => {
    const assignment = { effect: 'x', subject: 'u', value: {}, rule: 'r' }
    const host = await start({
      a: { 'change.decide': async () => [assignment] },
      b: { 'change.decide': () => [assignment] },
    })
    expect(host.decides).toBe(true)
    const answer = await host.decide({ userId: 'u', user: {} }, context)
    expect(answer.map(({ source }) => source)).toEqual(['a', 'b'])
  })

  it('is known not to be used', async () => {
    expect((await start({})).decides).toBe(false)
  })
})

describe('a hook inside the transaction', () => {
  it('runs one after another', async () => {
    const calls: string[] = []
    const slow = (name: string) => async () => {
      calls.push(`${name} begins`)
      await Promise.resolve()
      calls.push(`${name} ends`)
      return []
    }
    const host = await start({ a: { 'resource.validate': slow('a') }, b: { 'resource.validate': slow('b') } })
    await host.validate(change, context)
    expect(calls).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('is given up after the time limit, with its reader revoked', async () => {
    let stolen: HookReader | undefined
    const hang: Hooks = {
      'resource.validate': (_change, { reader }) => {
        stolen = reader
        return new Promise(() => undefined)
      },
    }
    const host = await start({ slow: hang }, 1)
    await expect(host.validate(change, context)).rejects.toThrow(
      expect.objectContaining({
        name: 'PluginError',
        message: 'plugin slow, resource.validate: no answer within 1 ms',
      }),
    )
    await expect(stolen?.findUser('u')).rejects.toThrow('nothing can be read any more')
  })

  it('gets no answer of a read that was under way when its time was over', async () => {
    let answer: (user: undefined) => void = () => expect.unreachable('not begun')
    let read: Promise<unknown> | undefined
    const slow = makeContext({ findUser: () => new Promise((resolve) => (answer = resolve)) })
    const host = await start(
      {
        slow: {
          'resource.validate': async (_change, { reader }) => {
            read = reader.findUser('u')
            await read
            return []
          },
        },
      },
      1,
    )
    await expect(host.validate(change, slow)).rejects.toThrow('no answer within 1 ms')
    answer(undefined)
    await expect(read).rejects.toThrow('over before the read had answered')
  })

  it('can read until it has answered, and no longer', async () => {
    let stolen: HookReader | undefined
    const found = { id: 'u', provisioned: true, active: true, userName: 'a', externalId: null, data: {} }
    const host = await start({
      a: {
        'resource.link': async (_user, { reader }) => {
          stolen = reader
          const user = await reader.findUser('u')
          return user && { userId: user.id }
        },
      },
    })
    expect(await host.link(incoming, makeContext({ findUser: async () => found }))).toEqual({ userId: 'u' })
    await expect(stolen?.listGroupsOf('u')).rejects.toThrow('nothing can be read any more')
  })

  it('fails as plugin, hook and cause, whether it throws or rejects', async () => {
    const cause = new Error('boom')
    for (const handler of [
      () => {
        throw cause
      },
      () => Promise.reject(cause),
    ]) {
      const host = await start({ bad: { 'change.decide': handler } })
      const error: unknown = await host.decide({ userId: 'u', user: {} }, context).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(PluginError)
      expect(error).toMatchObject({
        plugin: 'bad',
        hook: 'change.decide',
        message: 'plugin bad, change.decide: boom',
        cause,
      })
    }
  })

  it('passes on what the database could not do, so that the transaction is tried again', async () => {
    const conflict = new StoreError('conflict', 'another writer came first')
    const host = await start({ a: { 'resource.link': async (_user, { reader }) => void (await reader.findUser('u')) } })
    await expect(host.link(incoming, makeContext({ findUser: () => Promise.reject(conflict) }))).rejects.toBe(conflict)
  })
})

describe('change.committed', () => {
  const committed = { organizationId: 'org', events: [] }

  it('tells everybody and never throws: a failure is logged with plugin and hook', async () => {
    const { lines, log: own } = createLog()
    const told: string[] = []
    const plugins = [
      hooksOf('a', {
        'change.committed': () => {
          throw new Error('down')
        },
      }),
      hooksOf('b', { 'change.committed': () => Promise.reject(new Error('away')) }),
      hooksOf('c', { 'change.committed': async () => void told.push('c') }),
    ]
    const host = await startPlugins(toEntries(...plugins), { log: own })
    expect(host.listens).toBe(true)
    await host.committed(committed)
    expect(told).toEqual(['c'])
    expect(lines).toEqual(['a error: plugin a, change.committed: down', 'b error: plugin b, change.committed: away'])
  })

  it('is known not to be listened to', async () => {
    expect((await start({})).listens).toBe(false)
  })
})
