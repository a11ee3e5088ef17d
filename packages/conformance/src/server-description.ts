import { ServerUnreachable } from './ask.ts'
import { issuersOf, toMetadataUrl } from './issuers-of.ts'
import { at, elementsOf, type Json } from './json.ts'
import type { ScimClient } from './scim-client.ts'

/** What a server says of itself, as far as checks depend on it. What it does not say, it does not announce. */
export interface ServerDescription {
  readonly config: Json | undefined
  readonly resourceTypes: readonly Json[]
  /** Of its authorization server (RFC 8414), where that is at the same origin. */
  readonly metadata: Json | undefined
  readonly patch: boolean
  readonly bulk: boolean
  readonly filter: boolean
  readonly sort: boolean
  readonly etag: boolean
  readonly cursor: boolean
  readonly groups: boolean
  readonly enterprise: boolean
  readonly userNameMutable: boolean
  /** It keeps the SCIM Interoperability Profile, which forbids some of what the RFCs allow. */
  readonly interop: boolean
}

/** Reads the discovery endpoints (RFC 7644 §4). A server without them is taken to do everything that is not optional. */
export async function describeServer(
  client: ScimClient,
  baseUrl: string,
  tokenUrl: string | null,
): Promise<ServerDescription> {
  const config = (await client('GET', '/ServiceProviderConfig')).body
  const types = (await client('GET', '/ResourceTypes')).body
  const schemas = elementsOf(at((await client('GET', '/Schemas')).body, 'Resources'))
  const announced = (name: string, otherwise: boolean): boolean => {
    const supported = at(config, name, 'supported')
    return supported === undefined ? otherwise : supported === true
  }
  const resourceTypes = elementsOf(at(types, 'Resources'))
  const endpoints = resourceTypes.map((type) => at(type, 'endpoint'))
  const named = (id: string) => schemas.find((schema) => String(at(schema, 'id')).toLowerCase() === id.toLowerCase())
  const user = named('urn:ietf:params:scim:schemas:core:2.0:User')
  const userName = elementsOf(at(user, 'attributes')).find((attribute) => at(attribute, 'name') === 'userName')
  return {
    config,
    resourceTypes,
    metadata: await readMetadata(client, baseUrl, tokenUrl),
    patch: announced('patch', true),
    bulk: announced('bulk', false),
    filter: announced('filter', true),
    sort: announced('sort', false),
    etag: announced('etag', false),
    cursor: at(config, 'pagination', 'cursor') === true,
    groups: endpoints.length === 0 || endpoints.some((endpoint) => /\/?groups$/i.test(String(endpoint))),
    enterprise:
      schemas.length === 0 || named('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User') !== undefined,
    userNameMutable: at(userName, 'mutability') !== 'immutable',
    interop: at(config, 'interopProfileConformant') === true,
  }
}

/**
 * That of the issuer whose tokens are asked for, or else of the whole server. It is not SCIM that says it: where nobody answers
 * there, SCIM may be served all the same.
 */
async function readMetadata(client: ScimClient, baseUrl: string, tokenUrl: string | null): Promise<Json | undefined> {
  const { origin } = new URL(baseUrl)
  const isHere = tokenUrl !== null && new URL(tokenUrl).origin === origin
  let found: Json | undefined
  try {
    for (const issuer of isHere ? issuersOf(tokenUrl) : [origin]) {
      const reply = await client('GET', toMetadataUrl(issuer))
      if (reply.status !== 200) continue
      found = reply.body
      if (at(found, 'token_endpoint') === tokenUrl) break
    }
    return found
  } catch (error) {
    if (error instanceof ServerUnreachable) return undefined
    throw error
  }
}
