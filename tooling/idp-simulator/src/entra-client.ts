import { buildResource, type ResourceType } from './build-resource.ts'
import { dialectOf, type Dialect } from './dialect.ts'
import type { AttributeChange } from './diff-attributes.ts'
import type { MappedAttribute } from './map-attributes.ts'
import { addMembersBody, removeMembersBody } from './member-patch.ts'
import { patchBody, toPatchBody } from './patch-body.ts'
import { createScimConnection, type ScimAnswer, type ScimConnectionOptions } from './scim-connection.ts'
import type { QueryParameter } from './scim-url.ts'
import type { TargetPath } from './target-path.ts'

export interface EntraClientOptions extends ScimConnectionOptions {
  /** Without it the tenant URL decides (`?aadOptscim062020`). */
  readonly dialect?: Dialect
}

/** The requests that Entra's provisioning service makes, each written as it writes them. */
export interface EntraClient {
  readonly dialect: Dialect
  /** The same connection with another dialect: provision on demand ignores the flag. */
  readonly withDialect: (dialect: Dialect) => EntraClient
  /** Look-up by a matching attribute. */
  readonly find: (type: ResourceType, attribute: string, value: string, quoting?: FilterQuoting) => Promise<ScimAnswer>
  readonly read: (type: ResourceType, id: string) => Promise<ScimAnswer>
  readonly create: (type: ResourceType, attributes: readonly MappedAttribute[]) => Promise<ScimAnswer>
  readonly patch: (type: ResourceType, id: string, changes: readonly AttributeChange[]) => Promise<ScimAnswer>
  readonly remove: (type: ResourceType, id: string) => Promise<ScimAnswer>
  readonly addMembers: (groupId: string, ids: readonly string[]) => Promise<ScimAnswer>
  readonly removeMembers: (groupId: string, ids: readonly string[]) => Promise<ScimAnswer>
  /** Whether a reference attribute has a value already, before it is updated ("Example 4"). */
  readonly checkReference: (userId: string, attribute: string, targetId: string) => Promise<ScimAnswer>
  readonly setReference: (userId: string, change: AttributeChange) => Promise<ScimAnswer>
  /** Replaces one attribute by exactly this value, `null` included. */
  readonly replaceValue: (type: ResourceType, id: string, target: TargetPath, value: '' | null) => Promise<ScimAnswer>
}

/** Older examples of Microsoft leave the quotation marks out: `externalId eq jyoung`. */
export type FilterQuoting = 'quoted' | 'unquoted'

export function createEntraClient(options: EntraClientOptions): EntraClient {
  const send = createScimConnection(options)
  return createClient(send, options.dialect ?? dialectOf(options.tenantUrl))
}

const ENDPOINTS: Readonly<Record<ResourceType, string>> = { User: '/Users', Group: '/Groups' }

/** "Requests to retrieve groups specify that the members attribute is to be excluded." */
const WITHOUT_MEMBERS: Readonly<Record<ResourceType, readonly QueryParameter[]>> = {
  User: [],
  Group: [['excludedAttributes', 'members']],
}

function createClient(send: ReturnType<typeof createScimConnection>, dialect: Dialect): EntraClient {
  const patch = (type: ResourceType, id: string, body: unknown): Promise<ScimAnswer> =>
    send({ method: 'PATCH', path: resourcePath(type, id), body })
  return {
    dialect,
    withDialect: (other) => createClient(send, other),
    find: (type, attribute, value, quoting = 'quoted') =>
      send({
        method: 'GET',
        path: ENDPOINTS[type],
        query: [
          ...WITHOUT_MEMBERS[type],
          ['filter', `${attribute} eq ${quoting === 'quoted' ? JSON.stringify(value) : value}`],
        ],
      }),
    read: (type, id) => send({ method: 'GET', path: resourcePath(type, id), query: WITHOUT_MEMBERS[type] }),
    create: (type, attributes) =>
      send({ method: 'POST', path: ENDPOINTS[type], body: buildResource(type, attributes) }),
    patch: (type, id, changes) => patch(type, id, toPatchBody(dialect, changes)),
    remove: (type, id) => send({ method: 'DELETE', path: resourcePath(type, id) }),
    addMembers: (groupId, ids) => patch('Group', groupId, addMembersBody(dialect, ids)),
    removeMembers: (groupId, ids) => patch('Group', groupId, removeMembersBody(dialect, ids)),
    checkReference: (userId, attribute, targetId) =>
      send({
        method: 'GET',
        path: '/Users',
        query: [
          ['filter', `id eq ${JSON.stringify(userId)} and ${attribute} eq ${JSON.stringify(targetId)}`],
          ['attributes', 'id'],
        ],
      }),
    setReference: (userId, change) => patch('User', userId, toPatchBody(dialect, [change])),
    replaceValue: (type, id, target, value) =>
      patch(type, id, patchBody([{ op: dialect === 'legacy' ? 'Replace' : 'replace', path: target.text, value }])),
  }
}

function resourcePath(type: ResourceType, id: string): string {
  return `${ENDPOINTS[type]}/${encodeURIComponent(id)}`
}
