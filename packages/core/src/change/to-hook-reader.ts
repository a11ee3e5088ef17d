import type { HookReader } from '../plugin/contexts.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import { toHookUser } from './to-hook-user.ts'

/** The reads that every plugin has of an organization. */
export function toHookReader(reader: StoreReader): HookReader {
  return {
    async findUser(id) {
      const user = await reader.users.find(id)
      return user && toHookUser(user)
    },
    async findUserByUserName(userName) {
      const user = await reader.users.findByUserName(fold(userName))
      return user && toHookUser(user)
    },
    async findUsersByExternalId(externalId) {
      const users = await reader.users.findByExternalId(externalId)
      return users.map(toHookUser)
    },
    async listGroupsOf(userId) {
      const memberships = (await reader.members.listGroupsOf([userId])).get(userId) ?? []
      return memberships.map(({ groupId, displayName }) => ({ id: groupId, displayName }))
    },
  }
}
