import type { UserRecord } from '../directory/member.ts'
import type { HookReader, HookUser, TransactionContext } from '../plugin/contexts.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import type { ChangeScope } from './change-scope.ts'

/** What the hooks inside a transaction get; the host revokes the reader when its time is over. */
export function toTransactionContext({ context, tx }: ChangeScope): TransactionContext {
  return {
    organizationId: context.organizationId,
    tolerances: context.tolerances,
    now: tx.now,
    userNameMutable: tx.state.settings.userNameMutable,
    reader: toHookReader(tx),
  }
}

function toHookReader(reader: StoreReader): HookReader {
  return {
    async findUser(id) {
      return toHookUser(await reader.users.find(id))
    },
    async findUserByUserName(userName) {
      return toHookUser(await reader.users.findByUserName(fold(userName)))
    },
    async findUsersByExternalId(externalId) {
      const users = await reader.users.findByExternalId(externalId)
      return users.map((user) => toHookUser(user))
    },
    async listGroupsOf(userId) {
      const memberships = (await reader.members.listGroupsOf([userId])).get(userId) ?? []
      return memberships.map(({ groupId, displayName }) => ({ id: groupId, displayName }))
    },
  }
}

function toHookUser(user: UserRecord): HookUser
function toHookUser(user: UserRecord | undefined): HookUser | undefined
function toHookUser(user: UserRecord | undefined): HookUser | undefined {
  if (user === undefined) return undefined
  const { id, provisioned, active, userName, externalId, data } = user
  return { id, provisioned, active, userName, externalId, data }
}
