import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { routes } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import type { TestOrganization } from './test-organization.ts'

/** What is of one answer and no other, and what HEAD may leave out because only the making of the body tells it. */
const ownHeaders = ['date', 'x-request-id', 'content-length', 'transfer-encoding']

describe('every path that there is', () => {
  let rolecall: RolecallUnderTest
  let organization: TestOrganization
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    organization = await rolecall.createOrganization('Acme')
  })
  afterAll(() => rolecall.stop())

  const ask = (method: string, path: string, key: string | null): Promise<Response> =>
    rolecall.fetch(rolecall.url + path, {
      method,
      redirect: 'manual',
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
    })
  const headersOf = ({ headers }: Response): Readonly<Record<string, string>> =>
    Object.fromEntries(
      [...headers]
        .filter(([name]) => !ownHeaders.includes(name))
        .map(([name, value]) => [name, value.replace(/request=[\w-]+/, 'request=')])
        .toSorted(),
    )
  const toPath = (path: string) => path.replaceAll(/:\w+/g, 'nothing')
  const paths = [...new Set(routes.map(({ path }) => path))]

  it.each<[string, () => string | null]>([
    ['a key', () => organization.keys.organization],
    ['the key of a provider', () => organization.keys.scim],
    ['no key', () => null],
  ])('answers HEAD as GET but for the body (RFC 9110 §9.3.2), by %s', async (_, key) => {
    const differing: unknown[] = []
    for (const path of paths) {
      if (!routes.some((route) => route.path === path && route.method === 'GET')) continue
      const get = await ask('GET', toPath(path), key())
      await get.text()
      const head = await ask('HEAD', toPath(path), key())
      expect([path, get.status < 500 || get.status === 501]).toEqual([path, true])
      expect([path, await head.text()]).toEqual([path, ''])
      const [own, other] = [get, head].map((answer: Response) => ({ status: answer.status, ...headersOf(answer) }))
      if (JSON.stringify(own) !== JSON.stringify(other)) differing.push({ path, own, other })
    }
    expect(differing).toEqual([])
  })

  it('answers OPTIONS with what it understands, to anybody', async () => {
    for (const path of paths) {
      const methods = routes.filter((route) => route.path === path).map(({ method }) => method)
      const { headers, status } = await ask('OPTIONS', toPath(path), null)
      const wanted = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
      const allowed = (headers.get('allow') ?? '').split(', ')
      expect([path, status]).toEqual([path, 204])
      expect([path, wanted.filter((method) => !allowed.includes(method))]).toEqual([path, []])
    }
  })
})
