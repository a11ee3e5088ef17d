import type { IncomingHttpHeaders } from 'node:http'

import { describe, expect, it } from 'vitest'

import { parseForm } from './form-body.ts'
import { readProof } from './token-request.ts'

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const read = (form: string, headers = {}) => readProof(parseForm(`grant_type=client_credentials&${form}`), headers)
const jwt =
  'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=a.b.c'

describe('readProof', () => {
  const secret = { by: 'secret', clientId: 'c-1', secret: 's3cr3t+/v1' }

  it.each<[string, string, object]>([
    ['in the header, encoded as in a form (RFC 6749 §2.3.1)', '', basic('c-1:s3cr3t%2B%2Fv1')],
    ['in the body', 'client_id=c-1&client_secret=s3cr3t%2B%2Fv1', {}],
    [
      'in both, as Entra does where its administrator says so',
      'client_id=c-1&client_secret=s3cr3t%2B%2Fv1',
      basic('c-1:s3cr3t%2B%2Fv1'),
    ],
    ['in the header, with the id in the body too', 'client_id=c-1', basic('c-1:s3cr3t%2B%2Fv1')],
    [
      'with the scope that Entra is given, or another name of it',
      'client_id=c-1&client_secret=s3cr3t%2B%2Fv1&scope=scim.readwrite',
      {},
    ],
    ['with more scopes than there are', 'client_id=c-1&client_secret=s3cr3t%2B%2Fv1&scope=openid+scim', {}],
    ['with parameters that nobody knows', 'client_id=c-1&client_secret=s3cr3t%2B%2Fv1&baseAddress=x&scope=', {}],
  ])('takes a secret %s', (_, form, headers) => {
    expect(read(form, headers)).toEqual(secret)
  })

  it('takes an assertion, whose client is the one named beside it or its own subject (RFC 7521 §4.2)', () => {
    expect(read(`client_id=c-1&${jwt}`)).toEqual({ by: 'assertion', clientId: 'c-1', assertion: 'a.b.c' })
    const payload = Buffer.from('{"sub":"c-2"}').toString('base64url')
    expect(read(jwt.replace('a.b.c', `a.${payload}.c`))).toMatchObject({ clientId: 'c-2' })
  })

  it.each<[string, string, object, string]>([
    ['no grant_type', '', {}, 'invalid_request'],
    ['another grant_type', 'grant_type=password', {}, 'unsupported_grant_type'],
    ['a scope that there is not', 'grant_type=client_credentials&scope=admin', {}, 'invalid_scope'],
    ['a scope of another case (RFC 6749 §3.3)', 'grant_type=client_credentials&scope=SCIM', {}, 'invalid_scope'],
    ['no client', 'grant_type=client_credentials', {}, 'invalid_client'],
    ['an id alone', 'grant_type=client_credentials&client_id=c-1', {}, 'invalid_client'],
    ['a secret alone', 'grant_type=client_credentials&client_secret=s', {}, 'invalid_client'],
    [
      'another secret in the body',
      'grant_type=client_credentials&client_id=c&client_secret=t',
      basic('c:s'),
      'invalid_request',
    ],
    ['another client in the body', 'grant_type=client_credentials&client_id=d', basic('c:s'), 'invalid_request'],
    [
      'an assertion and a secret',
      `grant_type=client_credentials&client_id=c&client_secret=s&${jwt}`,
      {},
      'invalid_request',
    ],
    ['an assertion and a header', `grant_type=client_credentials&${jwt}`, basic('c:s'), 'invalid_request'],
    [
      'an assertion of no type',
      'grant_type=client_credentials&client_id=c&client_assertion=a.b.c',
      {},
      'invalid_request',
    ],
    ['an assertion that says nothing', `grant_type=client_credentials&${jwt}`, {}, 'invalid_client'],
    ['a header that is no Basic', 'grant_type=client_credentials', { authorization: 'Bearer x' }, 'invalid_client'],
    ['a header without a colon', 'grant_type=client_credentials', basic('c'), 'invalid_client'],
    ['a header that is no form', 'grant_type=client_credentials', basic('c:%zz'), 'invalid_client'],
    ['a parameter twice', 'grant_type=client_credentials&client_id=c&client_id=d', {}, 'invalid_request'],
  ])('refuses %s', (_, form, headers, code) => {
    expect(() => readProof(parseForm(form), headers as IncomingHttpHeaders)).toThrow(expect.objectContaining({ code }))
  })
})
