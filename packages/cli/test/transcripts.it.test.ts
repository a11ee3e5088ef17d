import { startClientKey, type ClientKey } from '@rolecall/idp-simulator/client-key'
import { startWorkloadIdentity, type WorkloadIdentity } from '@rolecall/idp-simulator/workload-identity'
import { playTranscript } from '@rolecall/testkit/transcript/play-transcript'
import { readTranscripts } from '@rolecall/testkit/transcript/read-transcripts'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'

import { startTestServer, type Answer, type Tenant, type TestServer } from './test-server.ts'

const transcripts = await readTranscripts(join(import.meta.dirname, '../../../transcripts'))

describe.each(eachDatabase)('what providers send, on $name', ({ create }) => {
  let server: TestServer
  let identity: WorkloadIdentity
  let key: ClientKey
  beforeAll(async () => {
    server = await startTestServer(create, { outbound: { allow: ['127.0.0.1'] } })
    ;[identity, key] = await Promise.all([startWorkloadIdentity(), startClientKey()])
  })
  afterAll(async () => {
    await Promise.all([identity.close(), key.close()])
    await server.close()
  })

  /** A client with a secret, a trust in the workload identity of the provider's tenant, and a key of its own. */
  async function setUp(tenant: Tenant) {
    const { assertion, audience, issuer, jwksUri, subject } = identity
    const body = {
      displayName: 'Entra',
      secret: { name: 's' },
      trust: { name: 't', audience, issuer, jwksUri, subject },
    }
    const made = (await tenant.owner('POST', '/api/oauth/clients', body)).body
    const { id, secret, tokenEndpoint } = made as Record<'id' | 'secret' | 'tokenEndpoint', string>
    await tenant.owner('POST', `/api/oauth/clients/${id}/trusts`, { name: 'own', jwksUri: key.jwksUri })
    const basic = Buffer.from(`${id}:${encodeURIComponent(secret)}`).toString('base64')
    const signed = () => key.assertion({ clientId: id, tokenEndpoint })
    const proofs = { assertion: await assertion(), ownAssertion: await signed(), nextAssertion: await signed() }
    return { tokenEndpoint, given: { clientId: id, clientSecret: secret, basic, ...proofs } }
  }

  it.each(transcripts)('$file: $transcript.title', async ({ transcript }) => {
    const tenant = await server.createTenant()
    const client = transcript.steps.some(({ request }) => request.form !== undefined) ? await setUp(tenant) : null
    await playTranscript(
      transcript,
      ({ body, form, headers, method, path }) =>
        form === undefined
          ? tenant.provider(method, path, body, headers)
          : askForToken(client?.tokenEndpoint ?? '', form, headers),
      client?.given,
    )
  })
})

async function askForToken(
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
