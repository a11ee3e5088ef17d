import { setTimeout } from 'node:timers/promises'

import type { Reply } from '../ask.ts'
import type { CheckGroup } from '../check.ts'
import { expectEqual, expectStatus, expectThat } from '../expect.ts'
import { at, type Json } from '../json.ts'
import { patchSchema, userSchema, type Lab } from '../lab.ts'

const asyncresp = 'urn:ietf:params:scim:event:misc:asyncresp'

/** How often a client looks whether the request is done, and how long in between, in milliseconds. */
const looks = 100
const pause = 100

function expectAccepted(reply: Reply): string {
  expectStatus(reply, 202)
  expectEqual(reply.text, '', 'the body')
  expectThat(/\brespond-async\b/i.test(reply.headers.get('preference-applied') ?? ''), 'there is no Preference-Applied')
  expectThat((reply.headers.get('set-txn') ?? '') !== '', 'there is no Set-Txn')
  const location = reply.headers.get('location') ?? ''
  expectThat(location !== '', 'there is no Location')
  return location
}

/** The claims of a token, whose signature is not looked at here. */
function claimsOf({ text }: Reply): Json {
  const [, claims = ''] = text.split('.')
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Json
}

/** The first answer to a GET that says what was looked for. */
async function lookUntil(lab: Lab, path: string, isThere: (reply: Reply) => boolean): Promise<Reply> {
  for (let look = 1; look < looks; look++) {
    const reply = await lab.call('GET', path)
    if (isThere(reply)) return reply
    await setTimeout(pause)
  }
  return lab.call('GET', path)
}

const isToken = ({ headers, status }: Reply): boolean =>
  status === 200 && (headers.get('content-type') ?? '').startsWith('application/secevent+jwt')

/** Requests that are answered before they are done (RFC 9967 §2.5.1). */
export const respondAsyncChecks: CheckGroup = {
  name: 'respond-async',
  source: 'RFC 9967 §2.5.1.1',
  skip: ({ config }) =>
    at(config, 'securityEvents', 'asyncRequest') === 'request'
      ? null
      : 'the server does not announce asyncRequest: request',
  checks: [
    {
      id: 'accepted',
      title:
        'Prefer: respond-async is answered 202 without a body, with Set-Txn and Location, and the request is carried out',
      async run(lab) {
        const { id } = await lab.user({ displayName: 'before' })
        const body = { schemas: [patchSchema], Operations: [{ op: 'replace', path: 'displayName', value: 'later' }] }
        expectAccepted(await lab.call('PATCH', `/Users/${id}`, { body, headers: { prefer: 'respond-async' } }))
        const reply = await lookUntil(lab, `/Users/${id}`, (seen) => at(seen.body, 'displayName') === 'later')
        expectEqual(at(reply.body, 'displayName'), 'later', 'displayName')
      },
    },
    {
      id: 'error',
      title: 'What fails is told by a token with the txn, the status and the error',
      source: 'RFC 9967 §2.5.1.3',
      async run(lab) {
        const { userName } = await lab.user()
        const body = { schemas: [userSchema], userName }
        const accepted = await lab.call('POST', '/Users', { body, headers: { prefer: 'respond-async' } })
        const reply = await lookUntil(lab, expectAccepted(accepted), isToken)
        if (!isToken(reply)) return
        const claims = claimsOf(reply)
        expectEqual(at(claims, 'txn'), accepted.headers.get('set-txn'), 'txn')
        expectEqual(at(claims, 'events', asyncresp, 'status'), '409', 'status')
        expectEqual(at(claims, 'events', asyncresp, 'response', 'status'), '409', 'response.status')
      },
    },
    {
      id: 'normal',
      title: 'Without the preference a request is answered when it is done',
      async run(lab) {
        const { id } = await lab.user()
        expectStatus(await lab.patch(`/Users/${id}`, [{ op: 'replace', path: 'displayName', value: 'now' }]), 200, 204)
      },
    },
  ],
}
