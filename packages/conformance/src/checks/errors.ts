import type { CheckGroup } from '../check.ts'
import { expectError, expectStatus, expectThat } from '../expect.ts'
import { userSchema } from '../lab.ts'

/** Errors and what is common to all requests (RFC 7644 §3.12). */
export const errorChecks: CheckGroup = {
  name: 'errors',
  source: 'RFC 7644 §3.12',
  checks: [
    {
      id: 'no-token',
      title: 'A request without a token is a 401',
      source: 'RFC 7644 §2',
      run: async ({ call }) =>
        expectStatus(await call('GET', '/Users?count=1', { headers: { authorization: '' } }), 401),
    },
    {
      id: 'wrong-token',
      title: 'A request with a wrong token is a 401 with WWW-Authenticate',
      source: 'RFC 6750 §3',
      async run({ call }) {
        const reply = await call('GET', '/Users?count=1', { headers: { authorization: 'Bearer wrong' } })
        expectStatus(reply, 401)
        expectThat(reply.headers.has('www-authenticate'), 'there is no WWW-Authenticate header')
      },
    },
    {
      id: 'broken-json',
      title: 'A body that is no JSON is a 400 invalidSyntax',
      run: async ({ call }) =>
        expectError(await call('POST', '/Users', { body: '{"userName": "x"' }), 400, 'invalidSyntax'),
    },
    {
      id: 'not-an-object',
      title: 'A body that is no object is a 400',
      run: async ({ call }) => expectError(await call('POST', '/Users', { body: '[1]' }), 400),
    },
    {
      id: 'media-type',
      title: 'A body of another media type is a 415',
      source: 'RFC 9110 §15.5.16',
      level: 'should',
      run: async ({ call }) =>
        expectError(
          await call('POST', '/Users', { body: '<a/>', headers: { 'content-type': 'text/xml' } }),
          [400, 415],
        ),
    },
    {
      id: 'unknown-path',
      title: 'A path that is not there is a 404',
      run: async ({ call }) => expectError(await call('GET', '/Printers'), 404),
    },
    {
      id: 'method',
      title: 'A method that a path does not have is a 405',
      source: 'RFC 9110 §15.5.6',
      level: 'should',
      async run({ call }) {
        const reply = await call('DELETE', '/Users')
        expectStatus(reply, 405, 404, 501)
      },
    },
    {
      id: 'prototype',
      title: 'Names that objects of programs have are no harm',
      source: 'RFC 7644 §7',
      async run(lab) {
        for (const name of ['__proto__', 'constructor', 'toString']) {
          const body = `{"schemas":["${userSchema}"],"userName":"${lab.unique()}@example.com","${name}":{"polluted":true}}`
          const { status } = await lab.call('POST', '/Users', { body })
          expectThat(status === 201 || status === 400, `${name}: the status is ${status}`)
        }
        expectStatus(await lab.call('GET', '/Users?count=1'), 200)
      },
    },
    {
      id: 'control',
      title: 'Text with U+0000 or half a surrogate pair is kept or refused, not choked on',
      source: 'RFC 8259 §8.2',
      async run(lab) {
        for (const text of [String.raw`\u0000`, String.raw`\ud800`]) {
          const body = `{"schemas":["${userSchema}"],"userName":"${lab.unique()}@example.com","displayName":"a${text}b"}`
          const { status } = await lab.call('POST', '/Users', { body })
          expectThat(status === 201 || status === 400, `${text}: the status is ${status}`)
        }
      },
    },
    {
      id: 'me',
      title: '/Me is served, redirected, or refused by 501 or 404',
      source: 'RFC 7644 §3.11',
      level: 'may',
      run: async ({ call }) => expectStatus(await call('GET', '/Me'), 200, 308, 307, 404, 501, 403),
    },
  ],
}
