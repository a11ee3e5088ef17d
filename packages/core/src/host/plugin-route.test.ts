import { describe, expect, it } from 'vitest'
import { PluginAnswerError, UnprocessableError } from '../errors.ts'
import type { DirectoryReader } from '../plugin/directory-reader.ts'
import type { PluginAnswer, RouteDefinition } from '../plugin/route-definition.ts'
import { startPlugins } from './start-plugins.ts'
import { anything, createLog, makeContext, makePlugin, refusing, toEntries } from './testing/plugins.ts'

const reader = makeContext().reader as unknown as DirectoryReader
const request = { organizationId: 'org', now: '', reader, parameter: '', query: {}, body: undefined }

const toRoute = (change: Partial<RouteDefinition> = {}): RouteDefinition => ({
  method: 'GET',
  path: '/counts',
  summary: 'Counts.',
  scope: 'organization_read',
  handle: () => ({ status: 200 }),
  ...change,
})

const start = (...routes: readonly RouteDefinition[]) =>
  startPlugins(toEntries(makePlugin('serves', { routes })), { log: createLog().log, answerTimeoutMs: 20 })

async function answer(change: Partial<RouteDefinition>, body?: unknown) {
  const [route] = (await start(toRoute(change))).routes
  return route?.handle({ ...request, body })
}

describe('a route', () => {
  it.each<[PluginAnswer, object]>([
    [
      { status: 200, body: { a: [1, null] } },
      { status: 200, json: '{"a":[1,null]}' },
    ],
    [{ status: 204 }, { status: 204, json: null }],
    [
      { status: 200, body: null },
      { status: 200, json: 'null' },
    ],
    [
      { status: 404, detail: 'Nobody.' },
      { status: 404, refusal: { detail: 'Nobody.', issues: [] } },
    ],
    [
      { status: 422, detail: 'No.', issues: [{ path: 'a', message: 'b' }] },
      { status: 422, refusal: { detail: 'No.', issues: [{ path: 'a', message: 'b' }] } },
    ],
  ])('answers %o', async (given, expected) => {
    expect(await answer({ handle: () => given })).toEqual(expected)
  })

  it.each([
    [undefined, 'the answer must be an object with a status'],
    [{ status: '200' }, "'status' must be a whole number"],
    [{ status: 302 }, "'status' must be from 200 to 299, or from 400 to 499"],
    [{ status: 500, detail: 'x' }, "'status' must be from 200 to 299, or from 400 to 499"],
    [{ status: 200, body: () => 1 }, "'body' must be JSON"],
    [{ status: 200, body: 1n }, 'BigInt'],
    [{ status: 404 }, "a refusal needs 'detail'"],
    [{ status: 400, detail: 'x', issues: ['y'] }, "each of 'issues' has a path and a message"],
  ])('can not answer %o', async (given, message) => {
    const failing = answer({ handle: () => given as PluginAnswer })
    await expect(failing).rejects.toThrow(message)
    await expect(failing).rejects.toBeInstanceOf(PluginAnswerError)
  })

  it('that fails or takes too long is reported as plugin and route', async () => {
    await expect(answer({ handle: () => Promise.reject(new Error('gone')) })).rejects.toThrow(
      'plugin serves, route GET /counts: gone',
    )
    await expect(answer({ handle: () => new Promise(() => undefined) })).rejects.toThrow('no answer within 20 ms')
  })

  it('gets the body as its check answers it, and is not called for one that is refused', async () => {
    const handle = ({ body }: { body: unknown }): PluginAnswer => ({ status: 200, body: body as string })
    const doubled = {
      '~standard': { ...anything['~standard'], validate: (value: unknown) => ({ value: `${String(value)}!` }) },
    }
    expect(await answer({ method: 'POST', body: { check: doubled }, handle }, 'x')).toEqual({
      status: 200,
      json: '"x!"',
    })
    const check = refusing({ message: 'expected a text', path: ['list', 0] })
    const refused = answer({ method: 'POST', body: { check }, handle }, 'x')
    await expect(refused).rejects.toBeInstanceOf(UnprocessableError)
    await expect(refused).rejects.toMatchObject({ issues: [{ path: 'list.0', message: 'expected a text' }] })
  })
})

describe('at the start', () => {
  it.each<[Partial<Record<keyof RouteDefinition, unknown>>, string]>([
    [{ method: 'HEAD' }, 'the route HEAD /counts: the method must be one of'],
    [{ path: 'counts' }, "the route GET counts: a path is of the form '/holders' or '/holders/:sku'"],
    [{ path: '/a/' }, 'a path is of the form'],
    [{ path: '/a*' }, 'a path is of the form'],
    [{ path: '/:a/:b' }, 'at most one part of a path is open'],
    [{ summary: '' }, 'the route GET /counts has no summary'],
    [{ scope: 'scim' }, 'the scope must be one of organization, organization_read'],
    [{ body: { check: anything } }, "the route GET /counts can't have a body"],
    [{ method: 'POST', body: {} }, "'check' of the body must be a Standard Schema"],
    [{ handle: 1 }, "the route GET /counts has no function 'handle'"],
  ])('%o is refused', async (change, message) => {
    await expect(start(toRoute(change as Partial<RouteDefinition>))).rejects.toMatchObject({
      issues: [{ path: 'serves', message: expect.stringContaining(message) as string }],
    })
  })

  it('one path twice is refused: paths compare without regard to case, and names of open parts do not count', async () => {
    await expect(
      start(toRoute({ path: '/a/:b' }), toRoute({ path: '/A/:c' }), toRoute({ method: 'PUT', path: '/a/:b' })),
    ).rejects.toMatchObject({ issues: [{ path: 'serves', message: 'the route GET /A/:c is contributed already' }] })
  })
})
