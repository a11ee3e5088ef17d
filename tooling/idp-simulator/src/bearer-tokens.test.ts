import { describe, expect, it } from 'vitest'

import type { Authentication } from './authentication.ts'
import { createScimConnection } from './scim-connection.ts'

const oauth = { tokenEndpoint: 'https://sp.example/token', clientId: 'c-1' }
const bySecret = { by: 'client-credentials', ...oauth, clientSecret: 's3cr3t+/v1' } as const

/** A service provider that gives a token for each request at its token endpoint, and takes those that are in force. */
function serve(authentication: Authentication, tokens: { live?: readonly string[]; status?: number } = {}) {
  const clock = { now: 0 }
  const seen: { url: string; authorization: string; body: string }[] = []
  let issued = 0
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    const authorization = new Headers(init.headers).get('authorization') ?? ''
    seen.push({ url: String(url), authorization, body: String(init.body ?? '') })
    if (String(url) !== oauth.tokenEndpoint) {
      const isLive = tokens.live?.includes(authorization.slice(7)) ?? true
      return Response.json({ Resources: [] }, { status: isLive ? 200 : 401 })
    }
    if (tokens.status !== undefined) return Response.json({ error: 'invalid_client' }, { status: tokens.status })
    issued += 1
    return Response.json({ access_token: `t-${issued}`, token_type: 'Bearer', expires_in: 3_600 })
  }
  const options = { tenantUrl: 'https://sp.example/scim', authentication, fetch, now: () => clock.now }
  const send = createScimConnection({ ...options, wait: () => Promise.resolve() })
  return { clock, seen, get: () => send({ method: 'GET', path: '/Users' }) }
}

const bearers = (seen: readonly { readonly authorization: string }[]) =>
  seen.map(({ authorization }) => authorization).filter((text) => text.startsWith('Bearer'))

describe('a provider that is an OAuth client', () => {
  it.each<[Authentication, string, string]>([
    [bySecret, `Basic ${btoa('c-1:s3cr3t%2B%2Fv1')}`, 'grant_type=client_credentials'],
    [
      { ...bySecret, sent: 'body', scope: 'scim' },
      '',
      'grant_type=client_credentials&client_id=c-1&client_secret=s3cr3t%2B%2Fv1&scope=scim',
    ],
    ...(['federation', 'private-key-jwt'] as const).map((by): [Authentication, string, string] => [
      { by, ...oauth, assertion: async () => 'a.b.c' },
      '',
      'grant_type=client_credentials&client_id=c-1&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=a.b.c',
    ]),
  ])('asks for a token first: %j', async (authentication, authorization, body) => {
    const { get, seen } = serve(authentication)
    expect((await get()).ok).toBe(true)
    expect(seen).toEqual([
      { url: oauth.tokenEndpoint, authorization, body },
      { url: 'https://sp.example/scim/Users', authorization: 'Bearer t-1', body: '' },
    ])
  })

  it('keeps it until shortly before its end, and asks for one where several requests need it', async () => {
    const { clock, get, seen } = serve(bySecret)
    await Promise.all([get(), get()])
    clock.now = 54 * 60_000
    await get()
    clock.now = 55 * 60_000
    await get()
    expect(bearers(seen)).toEqual(['Bearer t-1', 'Bearer t-1', 'Bearer t-1', 'Bearer t-2'])
  })

  it('asks for another one, once, where it is refused before its end', async () => {
    const mended = serve(bySecret, { live: ['t-2'] })
    expect((await mended.get()).ok).toBe(true)
    expect(bearers(mended.seen)).toEqual(['Bearer t-1', 'Bearer t-2'])
    const broken = serve(bySecret, { live: [] })
    expect(await broken.get()).toMatchObject({ ok: false, status: 401 })
    expect(bearers(broken.seen)).toEqual(['Bearer t-1', 'Bearer t-2'])
  })

  it('fails with what it was told where it gets none', async () => {
    const { get } = serve(bySecret, { status: 401 })
    expect(await get()).toMatchObject({
      ok: false,
      status: 401,
      error: expect.stringContaining('no token: invalid_client'),
    })
  })
})
