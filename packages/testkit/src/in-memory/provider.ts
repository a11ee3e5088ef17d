import type { OperationContext } from '@rolecall/core/change/operation-context'
import type { ResourceTypeName } from '@rolecall/core/plugin/hook-points'
import { unconditional } from '@rolecall/core/provisioning/preconditions'
import type { Verb } from '@rolecall/core/provisioning/resource-request'
import { writeResource } from '@rolecall/core/provisioning/write-resource'
import type { Json, JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { Tolerances } from '@rolecall/core/scim/tolerance'

import type { Naming } from './to-email.ts'

/** What an identity provider does. Makers answer the id; bodies and operations are what it sends (RFC 7644). */
export interface Provider {
  /** Creates a user with this `userName`, `active`, and these attributes. */
  readonly createUser: (name: string, attributes?: JsonObject) => Promise<string>
  readonly putUser: (id: string, name: string, attributes?: JsonObject) => Promise<void>
  readonly patchUser: (id: string, ...operations: readonly JsonObject[]) => Promise<void>
  readonly deleteUser: (id: string) => Promise<void>
  /** Creates a group with this `displayName` and these users, by their ids. */
  readonly createGroup: (name: string, userIds?: readonly string[], attributes?: JsonObject) => Promise<string>
  readonly putGroup: (id: string, name: string, userIds: readonly string[]) => Promise<void>
  readonly patchGroup: (id: string, ...operations: readonly JsonObject[]) => Promise<void>
  readonly join: (groupId: string, ...userIds: readonly string[]) => Promise<void>
  readonly leave: (groupId: string, ...userIds: readonly string[]) => Promise<void>
  readonly deleteGroup: (id: string) => Promise<void>
  /** The names of the tolerances that its requests have needed since the last call. */
  readonly newTolerances: () => Promise<readonly string[]>
}

export function createProvider(context: OperationContext, toUserName: Naming): Provider {
  let tolerances = new Tolerances()
  async function write(verb: Verb, type: ResourceTypeName, id: string | null, body: Json): Promise<string> {
    const request = { type, id, body, conditions: unconditional, projection: null }
    return (await writeResource({ ...context, tolerances }, verb, request)).id
  }
  const patch = async (type: ResourceTypeName, id: string, operations: readonly JsonObject[]): Promise<void> => {
    await write('patch', type, id, { Operations: operations })
  }
  const patchMembers = (op: 'add' | 'remove', id: string, userIds: readonly string[]): Promise<void> =>
    patch('Group', id, [{ op, path: 'members', value: toMembers(userIds) }])

  return {
    createUser: (name, attributes = {}) =>
      write('create', 'User', null, { userName: toUserName(name), active: true, ...attributes }),
    putUser: async (id, name, attributes = {}) =>
      void (await write('replace', 'User', id, { userName: toUserName(name), active: true, ...attributes })),
    patchUser: (id, ...operations) => patch('User', id, operations),
    deleteUser: async (id) => void (await write('delete', 'User', id, null)),
    createGroup: (name, userIds = [], attributes = {}) =>
      write('create', 'Group', null, { displayName: name, members: toMembers(userIds), ...attributes }),
    putGroup: async (id, name, userIds) =>
      void (await write('replace', 'Group', id, { displayName: name, members: toMembers(userIds) })),
    patchGroup: (id, ...operations) => patch('Group', id, operations),
    join: (id, ...userIds) => patchMembers('add', id, userIds),
    leave: (id, ...userIds) => patchMembers('remove', id, userIds),
    deleteGroup: async (id) => void (await write('delete', 'Group', id, null)),
    async newTolerances() {
      const { recorded } = tolerances
      tolerances = new Tolerances()
      return recorded
    },
  }
}

function toMembers(userIds: readonly string[]): readonly JsonObject[] {
  return userIds.map((value) => ({ value }))
}
