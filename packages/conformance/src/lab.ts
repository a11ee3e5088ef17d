import { randomBytes } from 'node:crypto'

import { CheckFailure } from './check-failure.ts'
import { at, elementsOf, isObject, type JsonObject } from './json.ts'
import { ServerUnreachable, type Reply } from './ask.ts'
import { type ScimClient, type Sent } from './scim-client.ts'
import type { ServerDescription } from './server-description.ts'
import type { TokenClient } from './token-client.ts'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** A resource that the server has answered. */
export type Resource = JsonObject & { readonly id: string }

/** What a check works with. Everything that it makes is removed again. */
export interface Lab {
  readonly server: ServerDescription
  readonly call: ScimClient
  /** `null` where no client was given for it. */
  readonly oauth: TokenClient | null
  /** Makes a user with a `userName` that nobody has, and these attributes. Throws CheckFailure where that is refused. */
  readonly user: (attributes?: object) => Promise<Resource>
  readonly group: (attributes?: object) => Promise<Resource>
  /** Sends a PatchOp with these operations. */
  readonly patch: (path: string, operations: readonly object[], sent?: Sent) => Promise<Reply>
  /** A word that no other check and no other run uses. */
  readonly unique: (word?: string) => string
  /** Removes all that was made. Answers paths of what could not be removed, also where nobody answers any more. */
  readonly cleanUp: () => Promise<readonly string[]>
}

export function createLab(client: ScimClient, server: ServerDescription, oauth: TokenClient | null): Lab {
  const made: string[] = []
  let count = 0
  const run = randomBytes(4).toString('hex')

  const call: ScimClient = async (method, path, sent) => {
    const reply = await client(method, path, sent)
    made.push(...pathsOfMade(method, path, reply))
    return reply
  }

  const unique = (word = 'x'): string => `conformance-${run}-${++count}-${word}`

  async function create(endpoint: string, body: object): Promise<Resource> {
    const reply = await call('POST', endpoint, { body })
    if (reply.status !== 201) throw new CheckFailure(`POST ${endpoint} was answered by ${reply.status}, not by 201`)
    const { body: resource } = reply
    if (isObject(resource) && typeof resource['id'] === 'string') return resource as Resource
    throw new CheckFailure(`POST ${endpoint} was answered without a resource that has an id`)
  }

  /** Undefined where nobody answers. */
  async function statusOfDelete(path: string): Promise<number | undefined> {
    try {
      return (await client('DELETE', path)).status
    } catch (error) {
      if (error instanceof ServerUnreachable) return undefined
      throw error
    }
  }

  return {
    server,
    call,
    oauth,
    unique,
    user: (attributes = {}) =>
      create('/Users', {
        schemas: [userSchema],
        userName: `${unique('user')}@example.com`,
        active: true,
        ...attributes,
      }),
    group: (attributes = {}) =>
      create('/Groups', { schemas: [groupSchema], displayName: unique('group'), ...attributes }),
    patch: (path, Operations, sent = {}) =>
      call('PATCH', path, { ...sent, body: { schemas: [patchSchema], Operations } }),
    async cleanUp() {
      const left: string[] = []
      let silent = false
      for (const path of new Set(made.splice(0).toReversed())) {
        const status: number | undefined = silent ? undefined : await statusOfDelete(path)
        silent = status === undefined
        if (status === undefined || (status >= 300 && status !== 404)) left.push(path)
      }
      return left
    },
  }
}

/** Paths of what an answered request has made: by POST, or by the operations of a bulk request. */
function pathsOfMade(method: string, path: string, { status, body }: Reply): readonly string[] {
  const endpoint = path.split('?')[0] as string
  if (method !== 'POST' || status >= 300 || endpoint.endsWith('.search')) return []
  if (/\/bulk$/i.test(endpoint)) {
    const operations = elementsOf(at(body, 'Operations')).filter((one) => at(one, 'method') === 'POST')
    return operations.flatMap((one) => {
      const location = at(one, 'location')
      return typeof location === 'string' ? [location.replace(/^.*?(?=\/(?:Users|Groups)\/)/i, '')] : []
    })
  }
  const id = at(body, 'id')
  return typeof id === 'string' ? [`${endpoint.replace(/\/$/, '')}/${encodeURIComponent(id)}`] : []
}
