import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'

import { startServer, type RunningServer } from '../../test/running-server.ts'
import { stubKey, stubServices } from '../../test/stub-services.ts'

const provider = stubKey('provider', ['scim'])
const owner = stubKey('owner', ['organization'])
const other = stubKey('other', ['scim'], { organizationId: 'another-organization' })

let running: RunningServer
let release = (): void => {}
let begin = (): void => {}
let begun = Promise.resolve()

beforeEach(() => {
  begun = new Promise((resolve) => (begin = resolve))
})

/** The only request of the organization that may be there waits in its write until it is released. */
beforeAll(async () => {
  const services = stubServices([provider, owner, other], {
    write: () => {
      begin()
      return new Promise((_, reject) => (release = () => reject(new Error('released'))))
    },
  })
  running = await startServer(services, { limits: { turns: { waiting: 1, refusal: 50 } } })
})
afterAll(() => running.server.close())

const send = (path: string, key: string, init: RequestInit = {}) =>
  fetch(running.url + path, { ...init, headers: { authorization: `Bearer ${key}`, ...(init.headers as object) } })

const write = (key: string) =>
  send('/api/scim/v2/Users', key, {
    method: 'POST',
    body: '{"userName":"ann@example.com"}',
    headers: { 'content-type': 'application/scim+json' },
  })

it('answers 429 with an integer Retry-After where as many of the organization are there as may be, in the form of each surface', async () => {
  const first = write(provider.key)
  await begun
  const start = performance.now()
  const [scim, api] = [await send('/api/scim/v2/Users', provider.key), await send('/api/teams', owner.key)]
  expect([scim.status, api.status]).toEqual([429, 429])
  // Who is refused waits for it, or many connections would be refused faster than others are answered.
  expect(performance.now() - start).toBeGreaterThan(90)
  expect([scim, api].map(({ headers }) => headers.get('retry-after'))).toEqual(['2', '2'])
  expect(await scim.json()).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '429',
    detail: expect.stringContaining('more than 1 of them wait'),
  })
  expect(api.headers.get('content-type')).toBe('application/problem+json')
  expect(await api.json()).toMatchObject({ status: 429, title: 'Too Many Requests' })

  expect((await send('/api/nothing', other.key)).status).toBe(404)
  expect((await send('/healthz', provider.key)).status).toBe(200)
  const told = running.logged.filter(({ msg }) => msg.startsWith('requests are refused with 429'))
  expect(told).toMatchObject([{ organizationId: 'organization-of-keys', keyId: 'provider' }])
  expect(await (await fetch(`${running.url}/metrics`)).text()).toMatch(
    /rolecall_too_many_requests_total{party="organization"} 2/,
  )
  release()
  expect((await first).status).toBe(500)
  expect((await send('/api/nothing', provider.key)).status).toBe(404)
})
