import { defineAttribute } from '@rolecall/core/scim/schema/attribute-definition'
import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { withAttributes } from '@rolecall/core/scim/schema/resource-type'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { maskBody } from './mask-body.ts'
import { createSecretNames } from './secret-names.ts'

const badge = defineAttribute('badgeCode', 'What opens doors', { returned: 'never' })
const isSecret = createSecretNames({
  ...standardResourceTypes,
  User: withAttributes(standardResourceTypes.User, [badge]),
})
const mask = (body: Json, limit = 16_384): Json => maskBody(body, isSecret, limit).body
const secret = 'hunter2-and-more'

/** A name as its words are joined elsewhere. */
function spellings(name: string): readonly string[] {
  const words = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase())
  return [
    name,
    words.join('_'),
    words.join('-'),
    words.join(''),
    words.join('_').toUpperCase(),
    `my${name}s`,
    `${name}2`,
  ]
}

function patch(path: string): Json {
  return { Operations: [{ op: 'replace', path, value: secret }] }
}

describe('masking', () => {
  const places: readonly (readonly [string, Json])[] = [
    ['a password', { userName: 'ann', password: secret }],
    ['a password in any case', { PassWord: secret }],
    ['an attribute that a schema never returns (RFC 7643 §2.2)', { badgeCode: secret }],
    ['a secret that no schema here has', { 'urn:example:2.0:User': { apiKey: secret, client_secret: [secret] } }],
    ['an object', { password: { value: secret } }],
    ['a list', { credentials: [{ a: secret }, secret] }],
    ['a PATCH path', { Operations: [{ op: 'replace', path: 'password', value: secret }] }],
    ['a PATCH path with its URN', { Operations: [{ op: 'add', path: 'urn:a:b:User:Password', value: [secret] }] }],
    ['a PATCH path as others spell it', { operations: [{ Op: 'Add', Path: 'passWord', Value: secret }] }],
    ['a PATCH path with a filter', { Operations: [{ op: 'remove', path: `password[value eq "${secret}"]` }] }],
    ['a PATCH without a path', { Operations: [{ op: 'replace', value: { password: secret, title: 'x' } }] }],
    [
      'a dotted key',
      { Operations: [{ op: 'replace', value: { 'urn:x:User:password': secret, 'a.password': secret } }] },
    ],
    ['a bulk operation', { Operations: [{ method: 'POST', path: '/Users', bulkId: '1', data: { password: secret } }] }],
    [
      'a PATCH in a bulk operation',
      {
        Operations: [
          { method: 'PATCH', path: '/Users/1', data: { Operations: [{ path: 'password', value: secret }] } },
        ],
      },
    ],
    ['JSON in a string', { roles: [{ value: JSON.stringify({ id: 1, password: secret }) }] }],
    ['JSON in JSON', { a: JSON.stringify({ b: JSON.stringify([{ token: secret }]) }) }],
    ['something like JSON', { a: `{"password":"${secret}"` }],
    ['a filter in a body', { filter: `password eq "${secret}"` }],
    ['a name beside its value', { attributes: [{ name: 'password', value: secret }] }],
    ['a bearer token', { displayName: `Bearer ${secret}` }],
    ...['apiToken', 'sessionToken', 'deviceToken', 'passcode', 'recoveryCode', 'userPassword'].flatMap(
      (name): readonly (readonly [string, Json])[] =>
        spellings(name).map((spelling) => [spelling, { 'urn:example:2.0:User': { [spelling]: secret } }] as const),
    ),
    ['a path with a long beginning', patch(`urn:${'x'.repeat(5_000)}:User:password`)],
    ['a path that is far too long', patch(`password${'.x'.repeat(100_000)}`)],
    ['a path with blanks', patch(`${' '.repeat(2_000)}apiToken`)],
    ['a path with what is not seen', patch('pass\u200Bword')],
    ['a path in wide letters', patch('ｐａｓｓｗｏｒｄ')],
    ['a part of a filtered value', patch('devices[type eq "phone"].deviceToken')],
    ['a filtered value of a secret', patch('recoveryCodes[used eq false].value')],
    ['a filter that compares a secret', { Operations: [{ op: 'remove', path: `devices[passcode eq "${secret}"]` }] }],
    ['the same without quotation marks', { Operations: [{ op: 'remove', path: `devices[passcode eq ${secret}]` }] }],
    ['the type of a value', { entitlements: [{ type: 'apiToken', value: secret }] }],
    ['a field and its values', { fields: [{ field: 'recovery-codes', values: [secret] }] }],
    ['the query of a URL', { profileUrl: `https://example.com/ann?lang=en&api_token=${secret}` }],
    ['the fragment of a URL', { profileUrl: `https://example.com/#state=1&access_token=${secret}` }],
    ['the user of a URL', { profileUrl: `https://ann:${secret}@example.com/` }],
    ['the path of a bulk operation', { Operations: [{ method: 'GET', path: `/Users?access_token=${secret}` }] }],
    ['the same, encoded', { Operations: [{ path: `/Users?filter=pass%77ord%20eq%20%22${secret}%22` }] }],
    ['a header as text', { displayName: `Authorization: Basic ${btoa(`ann:${secret}`)}` }],
    ['a header by its name', { headers: { authorization: secret, 'X-Api-Key': secret, Cookie: secret } }],
    ['the secret of a client', { displayName: `it is rcs_${secret}${'x'.repeat(30)}` }],
    ['an access token', { displayName: `rct_${secret}${'x'.repeat(30)}` }],
    ['a token request', { client_secret: secret, client_assertion: secret, access_token: secret }],
    ['one of our keys as a name', { [`rc_1_${'x'.repeat(30)}${secret}`]: 1 }],
  ]

  it.each(places)('hides %s', (_, body) => {
    const text = JSON.stringify(mask(body))
    expect(text).not.toContain(secret)
    expect(text).toContain('[masked]')
  })

  it('leaves alone what only speaks of secrets', () => {
    const body = {
      displayName: 'Reset password',
      emails: [{ type: 'work', value: 'secret@example.com' }],
      Operations: [{ op: 'replace', path: 'displayName', value: 'Token holders' }],
      filter: 'userName eq "token"',
      active: false,
      costCenterCode: '4711',
      postalCode: '10115',
      spinning: 'mapping',
      tokenizer: 'x',
      profileUrl: 'https://example.com/ann?lang=en#top',
      externalId: null,
    }
    expect(mask(body)).toEqual({ ...body, filter: expect.any(String) })
  })

  it('says whether an attribute was there, empty or taken away', () => {
    expect(mask({ password: '' })).toEqual({ password: '' })
    expect(mask({ password: null })).toEqual({ password: null })
    expect(mask({ password: 5 })).toEqual({ password: '[masked]' })
  })

  it('collects what it hid, so that an error message can not quote it', () => {
    const { withoutSecrets } = maskBody({ password: [secret, 1234], other: 'x' }, isSecret, 1_000)
    expect(withoutSecrets(`"${secret}" and 1234 are no other`)).toBe('"[masked]" and [masked] are no other')
    expect(withoutSecrets(`"${secret.slice(0, 12)}…" is too long`)).not.toContain('hunter2')
  })

  it('takes the value of a filter out of an error that quotes it alone', () => {
    const { withoutSecrets } = maskBody({ filter: `password eq "${secret}"` }, isSecret, 1_000)
    expect(withoutSecrets(`"${secret}" was not expected`)).toBe('"[masked]" was not expected')
  })

  it.each<[string, Json]>([
    [
      'more secrets than are remembered',
      Array.from({ length: 200 }, (_, index) => ({ password: `${secret}-${index}` })),
    ],
    [
      'a body that is cut',
      { members: Array.from({ length: 10_000 }, () => ({ value: 'somebody' })), password: secret },
    ],
    ['a secret that is very long', { password: `${secret}${'x'.repeat(2_000)}` }],
  ])('takes all that an error quotes out of it where there are %s', (_, body) => {
    const { withoutSecrets } = maskBody(body, isSecret, 1_000)
    expect(withoutSecrets(`members: "${secret}-150" is no member`)).toBe('members: "[masked]" is no member')
  })

  it('takes secrets of the request out of every error of an answer, also of one operation of many', () => {
    const { withoutSecrets } = maskBody({ password: secret }, isSecret, 1_000)
    const answer = { Operations: [{ status: '400', response: { detail: `"${secret}" is too short`, title: 'x' } }] }
    const text = JSON.stringify(maskBody(answer, isSecret, 1_000, withoutSecrets).body)
    expect(text).not.toContain(secret)
  })
})

describe('cutting', () => {
  it('counts what it leaves out, at the place where it was', () => {
    const members = Array.from({ length: 10_000 }, (_, index) => ({ value: `user-${index}` }))
    const kept = mask({ displayName: 'staff', members, last: true }) as Record<string, Json>
    expect(kept['displayName']).toBe('staff')
    const shown = kept['members'] as Json[]
    expect(shown.at(-1)).toBe(`… ${10_000 - shown.length + 1} more`)
    expect(kept['…']).toBe('1 more')
    expect(JSON.stringify(kept).length).toBeLessThan(20_000)
  })

  it('cuts a long text', () => {
    expect(mask({ title: 'x'.repeat(5_000) })).toEqual({ title: `${'x'.repeat(1_000)}… (5000 characters)` })
  })

  it('keeps about its limit of whatever JSON, hides every secret in it, and never throws', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 3, maxLength: 12 }).map((text) => `§${text}§`)
    const body = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        word,
        fc.integer(),
        fc.array(tie('tree')),
        fc.dictionary(fc.constantFrom('a', 'path', 'op', 'password', 'value', '__proto__'), tie('tree')),
        tie('tree').map((inner) => JSON.stringify(inner)),
      ),
    })).tree
    fc.assert(
      fc.property(body, fc.constantFrom(50, 500, 5_000), (value, limit) => {
        const { body: kept } = maskBody({ password: value, other: value } as Json, isSecret, limit)
        const text = JSON.stringify(kept)
        expect(text.length).toBeLessThan(limit * 8 + 3_000)
        expect(JSON.stringify((kept as Record<string, Json>)['password'])).toMatch(/^("\[masked\]"|""|null)$/)
      }),
    )
  })
})
