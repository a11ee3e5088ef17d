import { expect, it } from 'vitest'

import type { AnyRoute } from '../route/route.ts'
import { chooseRoute } from './choose-route.ts'
import type { RequestContext, RequestState } from './request-state.ts'

const routes = [
  { method: 'GET', path: '/api/scim/v2/Users' },
  { method: 'POST', path: '/api/scim/v2/Users' },
  { method: 'GET', path: '/api/scim/v2/Users/:id' },
  { method: 'GET', path: '/api/teams/:id' },
] as unknown as readonly AnyRoute[]

const choose = chooseRoute(routes)

async function chosen(method: string, path: string): Promise<unknown> {
  const state = {} as RequestState
  const context = { method, path, state, request: {}, host: '' } as unknown as RequestContext
  await choose(context as never, async () => {})
  const { parameter, parameters, route } = state
  return route && { method: route.method, path: route.path, parameter, parameters: { ...parameters } }
}

it.each([
  ['GET', '/api/scim/v2/Users', { method: 'GET', path: '/api/scim/v2/Users', parameter: '', parameters: {} }],
  ['POST', '/api/scim/v2/Users', { method: 'POST', path: '/api/scim/v2/Users', parameter: '', parameters: {} }],
  ['HEAD', '/API/scim/v2//users/', { method: 'GET', path: '/api/scim/v2/Users', parameter: '', parameters: {} }],
  [
    'GET',
    '/api/scim/v2/Users/7',
    { method: 'GET', path: '/api/scim/v2/Users/:id', parameter: '7', parameters: { id: '7' } },
  ],
  ['GET', '/api/teams/a', { method: 'GET', path: '/api/teams/:id', parameter: 'a', parameters: { id: 'a' } }],
  ['PATCH', '/api/scim/v2/Users', undefined],
  ['GET', '/nothing', undefined],
])('finds for %s %s the same each time', async (method, path, expected) => {
  expect(await chosen(method, path)).toEqual(expected)
  expect(await chosen(method, path)).toEqual(expected)
})
