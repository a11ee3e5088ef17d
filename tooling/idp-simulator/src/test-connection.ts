import { matchingRows, type AttributeMappings } from './attribute-mapping.ts'
import type { EntraClient } from './entra-client.ts'
import { readListResponse } from './list-response.ts'
import type { Outcome } from './outcome.ts'
import { defaultAttributeMappings } from './parse-attribute-mapping.ts'

export interface ConnectionTestOptions {
  readonly client: EntraClient
  readonly mappings?: AttributeMappings
  readonly randomUuid?: () => string
}

/**
 * The button "Test Connection": "queries the SCIM endpoint for a user that doesn't exist, using a random GUID as the
 * matching property". Only 200 with an empty ListResponse will do.
 */
export async function testConnection(options: ConnectionTestOptions): Promise<Outcome> {
  const { users } = options.mappings ?? defaultAttributeMappings()
  const attribute = matchingRows(users)[0]?.target.text ?? 'userName'
  const guid = (options.randomUuid ?? (() => crypto.randomUUID()))()
  const { status, ok, body, error, attempts } = await options.client.find('User', attribute, guid)
  const found = readListResponse(body)
  const problem = error ?? problemOf(found?.length)
  return {
    kind: 'test-connection',
    resourceType: 'User',
    objectId: null,
    status,
    ok: ok && problem === null,
    error: problem,
    attempts,
  }
}

function problemOf(found: number | undefined): string | null {
  if (found === undefined) return 'the answer to a filter is no ListResponse'
  return found === 0 ? null : 'a user was found for a random GUID'
}
