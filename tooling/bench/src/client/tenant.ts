import { createEntraClient, type EntraClient } from '@rolecall/idp-simulator/entra-client'

import type { RolecallProcess } from '../process/measured-process.ts'
import { expectStatus } from '../expect-status.ts'
import type { HttpClient } from './http-client.ts'
import { toFetch } from './to-fetch.ts'

/** An organization of its own on the measured server. */
export interface Tenant {
  readonly organizationId: string
  readonly secretToken: string
  readonly ownerKey: string
  /** The requests of Entra, as it writes them. */
  readonly entra: EntraClient
  /** A SCIM request; answers the parsed body. Throws where the status is another. */
  readonly scim: (method: string, path: string, status: number, body?: unknown) => Promise<unknown>
  /** A management request by the owner: a text is YAML, anything else JSON. */
  readonly manage: (method: string, path: string, statuses: readonly number[], body?: unknown) => Promise<unknown>
  /** Throws where what is stored differs from a computation from nothing. */
  verify(): Promise<void>
}

/** `ownersClient` sends what the owner asks for, where that is not to be among the times of the client. */
export async function createTenant(
  server: RolecallProcess,
  client: HttpClient,
  ownersClient: HttpClient = client,
): Promise<Tenant> {
  const { organizationId, ownerKey, secretToken } = await server.createTenant()
  const tenantUrl = `${server.url}/api/scim/v2`
  const send = async (
    by: HttpClient,
    key: string,
    type: string,
    method: string,
    url: string,
    statuses: readonly number[],
    body?: unknown,
  ) => {
    const headers = { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) }
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await by.send(method, url, headers, text)
    expectStatus(`${method} ${url}`, answer.status, statuses, answer.text)
    const isJson = String(answer.headers['content-type']).includes('json')
    return answer.text === '' || !isJson ? undefined : (JSON.parse(answer.text) as unknown)
  }
  return {
    organizationId,
    secretToken,
    ownerKey,
    entra: createEntraClient({ tenantUrl, secretToken, fetch: toFetch(client), maxAttempts: 1 }),
    scim: (method, path, status, body) =>
      send(client, secretToken, 'application/scim+json', method, tenantUrl + path, [status], body),
    manage: (method, path, statuses, body) =>
      send(
        ownersClient,
        ownerKey,
        typeof body === 'string' ? 'application/yaml' : 'application/json',
        method,
        server.url + path,
        statuses,
        body,
      ),
    async verify() {
      const differences = await server.verify(organizationId)
      if (differences > 0) throw new Error(`${differences} grants differ from a computation from nothing`)
    },
  }
}
