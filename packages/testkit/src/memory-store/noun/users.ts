import type { UserRecord } from '@rolecall/core/directory/member'
import { fold } from '@rolecall/core/scim/fold'
import type { UserReader, UserWriter } from '@rolecall/core/store/users'

import { requireFound, requireUnique } from '../constraints.ts'
import { byId, pageOf } from '../in-order.ts'
import { matching, queryKeyed, seekKeyed } from '../query-keyed.ts'
import type { Reading, Writing } from '../reading.ts'
import { refuseTakenValues } from '../refuse-taken-values.ts'
import { keyedUsers } from '../resource-keys.ts'
import type { Tables } from '../tables.ts'
import { deleteRowsOfUser } from './delete-rows-of-user.ts'
import { dropAccounts } from './drop-accounts.ts'
import { displayOf } from './member-rows.ts'

export function createUserReader(reading: Reading): UserReader {
  const { organizationId, tables } = reading
  const where = (condition: (user: UserRecord) => boolean): UserRecord[] =>
    tables().users.rows(organizationId).filter(condition).toSorted(byId)
  return {
    find: async (id) => tables().users.get(organizationId, id),
    findMany: async (ids) => where(({ id }) => ids.includes(id)),
    findByUserName: async (key) => where(({ userNameKey }) => userNameKey === key)[0],
    findByExternalId: async (wanted, limit) => where(({ externalId }) => externalId === wanted).slice(0, limit),
    async findConflicts(key, wanted) {
      const sharers = where(({ externalId }) => wanted !== null && externalId === wanted)
      return where((user) => user.userNameKey === key || user === sharers[0] || user === sharers.at(-1))
    },
    findAccount: async (emailKey) => tables().accounts.get('', emailKey)?.id,
    query: async (query) => queryKeyed(keyedUsers(reading), query),
    seek: async (query) => seekKeyed(keyedUsers(reading), query),
    countMatching: async (filter) => matching(keyedUsers(reading), filter).length,
    list: async (page) => pageOf(tables().users.rows(organizationId), ({ id }) => id, page),
    async search({ active, scope, search, ...page }) {
      const grants = tables().grants.rows(organizationId)
      const holders = new Set(grants.filter((grant) => grant.scope === scope).map(({ userId }) => userId))
      const found = where(
        (user) =>
          (search === null || user.userNameKey.includes(search) || fold(displayOf(user)).includes(search)) &&
          (scope === null || holders.has(user.id)) &&
          (active === null || user.active === active),
      )
      return pageOf(found, ({ userNameKey }) => userNameKey, page)
    },
    newest: async (limit) =>
      where(({ provisioned }) => provisioned)
        .toReversed()
        .slice(0, limit),
    total: async () => tables().users.rows(organizationId).length,
    async count() {
      const users = tables().users.rows(organizationId)
      return { members: users.length, inactive: users.filter(({ active }) => !active).length }
    },
  }
}

export function createUserWriter({ organizationId, resourceTypes, writing }: Writing): UserWriter {
  function put({ accounts, users }: Tables, user: UserRecord): void {
    const named = users.rows(organizationId).find(({ userNameKey }) => userNameKey === user.userNameKey)
    requireUnique(named !== undefined && named.id !== user.id, 'users.organization_id, users.user_name_key')
    requireFound(accounts.find(({ id }) => id === user.accountId) !== undefined, 'users.account_id')
    users.put(organizationId, user.id, user)
  }

  function refuseTaken(user: UserRecord): void {
    refuseTakenValues(resourceTypes.User, user, writing.tables().users.rows(organizationId))
  }

  return {
    accountFor: async (emailKey, newId) =>
      writing.write(({ accounts }) => {
        const known = accounts.get('', emailKey)
        if (known !== undefined) return known.id
        requireUnique(accounts.find(({ id }) => id === newId) !== undefined, 'accounts.id')
        accounts.put('', emailKey, { id: newId, emailKey })
        return newId
      }),
    async insert(user) {
      writing.write((tables) => {
        requireUnique(tables.users.get(organizationId, user.id) !== undefined, 'users.organization_id, users.id')
        put(tables, user)
      })
      refuseTaken(user)
    },
    async update(user, { accountId }) {
      writing.write((tables) => {
        if (tables.users.get(organizationId, user.id) !== undefined) put(tables, user)
        if (user.accountId !== accountId) dropAccounts(tables, [accountId])
      })
      refuseTaken(user)
    },
    async setEmailValidated(changes) {
      if (changes.length === 0) return
      writing.write(({ users }) => {
        for (const { userId, validated } of changes) {
          const user = users.get(organizationId, userId)
          if (user !== undefined) users.put(organizationId, userId, { ...user, emailValidated: validated })
        }
      })
    },
    async delete({ accountId, id }) {
      writing.write((tables) => {
        tables.users.delete(organizationId, id)
        deleteRowsOfUser(tables, organizationId, id)
        dropAccounts(tables, [accountId])
      })
    },
  }
}
