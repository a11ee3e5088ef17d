import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { ClientCredential } from '@rolecall/core/directory/oauth-client'
import { createOutbound } from '@rolecall/server/outbound/create-outbound'
import { describe, expect, it } from 'vitest'

import { isPrivate } from './check-base-url.ts'
import { checkClock } from './check-clock.ts'
import { judgeCertificate } from './judge-certificate.ts'
import { judgeClients } from './judge-clients.ts'
import { judgeConnections } from './judge-connections.ts'
import { judgeFindings, judgeGroupFindings, judgeNobodies } from './judge-findings.ts'
import { judgeKeys } from './judge-keys.ts'
import { judgeSpace } from './judge-space.ts'

const now = Date.parse('2030-06-01T12:00:00Z')
const day = 24 * 60 * 60 * 1_000

describe('a certificate', () => {
  const good = { validFrom: now - day, validTo: now + 60 * day, fault: null, protocol: 'TLSv1.3' }

  it.each([
    ['trusted, with weeks to go', {}, 'ok', 'ends on 2030-07-31'],
    ['with 20 days left', { validTo: now + 20.5 * day }, 'warning', 'ends in 20 days (2030-06-22)'],
    ['with exactly 21 days left', { validTo: now + 21 * day }, 'ok', '2030-06-22'],
    [
      'that has ended, whatever else is wrong',
      { validTo: now, fault: 'CERT_HAS_EXPIRED' },
      'error',
      'ended on 2030-06-01',
    ],
    ['that has not begun', { validFrom: now + 1 }, 'error', 'begins on'],
    ['that nobody trusts', { fault: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'error', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['by TLS 1.1', { protocol: 'TLSv1.1' }, 'error', 'TLSv1.1'],
  ])('%s', (_, seen, state, message) => {
    expect(judgeCertificate({ ...good, ...seen }, now)).toMatchObject({
      state,
      message: expect.stringContaining(message),
    })
  })
})

describe('the clock', () => {
  it.each([
    [0, 5, 'ok'],
    [-3_000, 1_500, 'ok'],
    [2_500, 0, 'warning'],
    [-2_500, 0, 'warning'],
    [60_000, 100, 'error'],
    [-60_000, 100, 'error'],
  ])('that is %i ms away by a question of %i ms is %s', (difference, roundTripMs, state) => {
    expect(checkClock({ now: now - difference, roundTripMs }, now).state).toBe(state)
  })

  it('is not asked where the database has none', () => {
    expect(checkClock(null, now).state).toBe('skipped')
  })
})

describe('the disk', () => {
  const gigabyte = 1024 ** 3
  it.each([
    [10 * gigabyte, gigabyte, 'ok'],
    [1.5 * gigabyte, gigabyte, 'warning'],
    [gigabyte / 20, 0, 'error'],
  ])('with %i bytes free beside a database of %i is %s', (freeBytes, databaseBytes, state) => {
    expect(judgeSpace({ folder: '/data', freeBytes, databaseBytes }).state).toBe(state)
  })
})

describe('the keys', () => {
  function key(changes: Partial<ApiKeyRecord>): ApiKeyRecord {
    return { ...base, ...changes }
  }
  const base = {
    id: 'k',
    organizationId: 'o',
    displayName: 'Entra',
    scopes: ['scim'],
    connectionId: null,
    hash: '',
    created: '2030-01-01T00:00:00.000Z',
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
  } as unknown as ApiKeyRecord
  const states = (keys: readonly ApiKeyRecord[]) =>
    judgeKeys(keys, 'Acme', now).map(({ message, state }) => `${state} ${message}`)

  it('are well where one provisions and none is about to end', () => {
    expect(states([key({}), key({ expiresAt: '2030-07-01T12:00:00.000Z' })])).toEqual([
      'ok 2 valid, none ends within 30 days',
    ])
  })

  it('say which will end, and not which have been revoked or have ended', () => {
    const ends = '2030-06-05T12:00:00.000Z'
    const others = [key({ expiresAt: ends, revokedAt: ends }), key({ expiresAt: '2030-05-01T00:00:00.000Z' })]
    expect(states([key({}), key({ expiresAt: ends }), ...others])).toEqual([
      `warning "Entra" (scim) ends in 4 days (${ends})`,
    ])
  })

  it('say nothing of one that was made for a moment, such as the link of a first start', () => {
    const link = key({
      scopes: ['organization'],
      created: '2030-06-01T11:30:00.000Z',
      expiresAt: '2030-06-01T12:30:00.000Z',
    })
    expect(states([key({}), link])).toEqual(['ok 2 valid, none ends within 30 days'])
  })

  it('let nobody in where none has the scope scim', () => {
    expect(states([key({ scopes: ['organization'] })])).toEqual([
      'warning no valid key with the scope scim: no provider gets in',
    ])
  })
})

describe('what has arrived', () => {
  it('is counted by the code of the finding, whatever its message says', () => {
    const findings = [
      { value: { code: 'external-id-not-object-id', message: 'a' }, count: 3 },
      { value: { code: 'external-id-not-object-id', message: 'b' }, count: 2 },
      { value: { code: 'of-a-plugin', message: 'Do this' }, count: 1 },
    ]
    expect(
      judgeFindings(findings, 9, 'Acme').map(({ advice, message, state }) => ({ state, message, advice })),
    ).toEqual([
      {
        state: 'warning',
        message: 'external-id-not-object-id at 5 of 9 members',
        advice: expect.stringContaining('objectId'),
      },
      { state: 'warning', message: 'of-a-plugin at 1 of 9 members', advice: 'Do this' },
    ])
  })

  it('tells what to do about roles that wait for a team', () => {
    expect(judgeFindings([{ value: { code: 'unknown-team' }, count: 3 }], 9, 'Acme')).toMatchObject([
      { message: 'unknown-team at 3 of 9 members', advice: expect.stringContaining('createMissing') },
    ])
  })

  it('counts groups, too, and says nothing where nothing is odd about them', () => {
    const shared = { value: { code: 'external-id-shared', message: 'Two have it' }, count: 2 }
    expect(judgeGroupFindings([shared], 7, 'Acme')).toMatchObject([
      { state: 'warning', message: 'external-id-shared at 2 of 7 groups', advice: expect.stringContaining('objectId') },
    ])
    expect(judgeGroupFindings([], 7, 'Acme')).toEqual([])
  })

  it('counts members of groups that are nobody, where there are any', () => {
    expect(judgeNobodies({ unresolved: 3, nested: 2 }, 'Acme')).toMatchObject([
      { state: 'warning', message: 'unresolved-members: 3 members of groups are nobody here', organization: 'Acme' },
      { state: 'warning', message: 'nested-group: 2 members of groups are groups', organization: 'Acme' },
    ])
    expect(judgeNobodies({ unresolved: 0, nested: 0 }, 'Acme')).toEqual([])
  })

  it('is nothing before anybody has been provisioned', () => {
    expect(judgeFindings([], 0, 'Acme')).toMatchObject([{ state: 'skipped', organization: 'Acme' }])
  })
})

describe('an address that only this machine or network knows', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.9.9',
    '192.168.1.1',
    '[::1]',
    '[fd00::1]',
    'x.local',
  ])('is %s', (name) => {
    expect(isPrivate(name)).toBe(true)
  })

  it.each(['rolecall.example.com', '172.32.0.1', '11.0.0.1', '[2001:db8::1]', 'local.example.com'])(
    'is not %s',
    (name) => {
      expect(isPrivate(name)).toBe(false)
    },
  )
})

describe('an OAuth client', () => {
  const key = { id: 'c-1', displayName: 'Entra', revokedAt: null } as ApiKeyRecord
  const client = { key, tokenLifetime: 3_600, lastRefusal: null }
  const at = (days: number) => new Date(now + days * day).toISOString()
  const secret = (columns: Partial<ClientCredential>) =>
    ({ clientId: 'c-1', expiresAt: at(400), revokedAt: null, lastUsedAt: null, ...columns }) as ClientCredential

  it.each<[string, object, readonly ClientCredential[], string | null]>([
    ['with months to go', {}, [secret({})], null],
    ['that trusts an issuer', {}, [secret({ expiresAt: null })], null],
    ['whose old secret ends, and the next one is there', {}, [secret({ expiresAt: at(3) }), secret({})], null],
    ['whose last secret ends', {}, [secret({ expiresAt: at(3.5) })], 'no credential beyond 3 days'],
    ['without anything', {}, [], 'nothing to prove itself by'],
    ['whose secrets are over', {}, [secret({ expiresAt: at(-1) }), secret({ revokedAt: at(-1) })], 'nothing to prove'],
    ['that was refused', { lastRefusal: { at: at(-1), reason: 'why' } }, [secret({})], 'why'],
    ['that had a token since', { lastRefusal: { at: at(-2), reason: 'why' } }, [secret({ lastUsedAt: at(-1) })], null],
    ['that is revoked', { key: { ...key, revokedAt: at(-1) } }, [], null],
  ])('%s', (_, columns, credentials, message) => {
    const results = judgeClients([{ ...client, ...columns }], credentials, 'Acme', now)
    expect(results).toMatchObject(
      message === null ? [] : [{ state: 'warning', message: expect.stringContaining(message) }],
    )
  })
})

describe('a connection for sign-in that is older than a rule', () => {
  const connection = {
    id: 'c',
    name: 'Entra',
    issuer: 'https://issuer.example',
    audience: 'a',
    jwksUri: 'https://issuer.example/keys',
    claim: 'oid',
    console: false,
    sealedSecret: null,
    created: '2026-01-01T00:00:00.000Z',
  }
  const judge = (change: object, allow: readonly string[] = []) =>
    judgeConnections([{ ...connection, ...change }], createOutbound({ allow }), 'Acme')

  it.each([
    ['fetches its keys from the machine itself', { jwksUri: 'https://127.0.0.1/keys' }, '127.0.0.1'],
    [
      'from what tells machines of a cloud their secrets',
      { jwksUri: 'http://169.254.169.254/keys' },
      '169.254.169.254',
    ],
    ['names people by what changes hands', { claim: 'email' }, '"email"'],
  ])('%s', (_, change, told) => {
    expect(judge(change)).toMatchObject([
      { check: 'sign-in', state: 'warning', organization: 'Acme', message: expect.stringContaining(told) },
    ])
  })

  it('has a secret that another configuration has sealed', () => {
    const found = judgeConnections([connection], createOutbound(), 'Acme', () => false)
    expect(found).toMatchObject([
      { check: 'sign-in', state: 'warning', message: expect.stringContaining('sso.secret') },
    ])
  })

  it('is none where nothing is wrong, or the configuration allows it', () => {
    expect(judge({})).toEqual([])
    expect(judge({ jwksUri: 'https://127.0.0.1/keys' }, ['127.0.0.1'])).toEqual([])
  })
})
