import { grantKey, type Grant } from '@rolecall/core/directory/grant'
import type { GrantQuery, GrantReader, GrantWriter } from '@rolecall/core/store/grants'

import { requireFound } from '../constraints.ts'
import { groupBy } from '../group-by.ts'
import { byText, distinct } from '../in-order.ts'
import type { Reading, Writing } from '../reading.ts'

export const inGrantOrder = byText<Grant>(
  ({ userId }) => userId,
  ({ scope }) => scope,
  ({ role }) => role,
  ({ source }) => source,
  ({ ruleId }) => ruleId,
  ({ groupId }) => groupId,
)

export function createGrantReader({ organizationId, tables }: Reading): GrantReader {
  const where = (condition: (grant: Grant) => boolean): Grant[] =>
    tables().grants.rows(organizationId).filter(condition).toSorted(inGrantOrder)
  return {
    list: async (query) => where(toCondition(query)),
    listUserIds: async (source) => distinct(where((grant) => grant.source === source).map(({ userId }) => userId)),
    countDerived: async () => where(({ desired, source }) => source === 'mapping' && desired).length,
    listHolders: async (scope, role) =>
      where((grant) => grant.scope === scope && grant.role === role).map((grant) => ({
        ...grant,
        memberActive: tables().users.get(organizationId, grant.userId)?.active === true,
      })),
    listUsedTeamRoles: async () => distinct(where(({ scope }) => scope !== 'organization').map(({ role }) => role)),
    async countUsers(scopes) {
      const wanted = new Set<string>(scopes)
      const lists = groupBy(
        where(({ scope }) => wanted.has(scope)),
        ({ scope }) => scope,
      )
      return new Map([...lists].map(([scope, grants]) => [scope, new Set(grants.map(({ userId }) => userId)).size]))
    },
    hasAny: async (source) => where((grant) => grant.source === source).length > 0,
  }
}

export function createGrantWriter({ organizationId, writing }: Writing): GrantWriter {
  return {
    async put(given) {
      writing.write(({ grants, users }) => {
        for (const grant of given) {
          requireFound(users.get(organizationId, grant.userId), 'grants.organization_id, grants.user_id')
          grants.put(organizationId, grantKey(grant), toRow(grant))
        }
      })
    },
    async delete(given) {
      writing.write(({ grants }) => {
        for (const grant of given) grants.delete(organizationId, grantKey(grant))
      })
    },
  }
}

function toCondition(query: GrantQuery): (grant: Grant) => boolean {
  const { expiringUntil, holdId, role, scope, scopes, source, userIds, withheldOf } = query
  const wanted = userIds && new Set(userIds)
  return (grant) =>
    (wanted === undefined || wanted.has(grant.userId)) &&
    (scope === undefined || grant.scope === scope) &&
    (scopes === undefined || scopes.includes(grant.scope)) &&
    (source === undefined || grant.source === source) &&
    (withheldOf === undefined || isWithheldOf(grant, withheldOf)) &&
    (role === undefined || grant.role === role) &&
    (holdId === undefined || grant.holdId === holdId) &&
    (expiringUntil === undefined || (grant.expiresAt !== null && grant.expiresAt <= expiringUntil))
}

function isWithheldOf({ groupId, hold, source }: Grant, wanted: string): boolean {
  return source === 'mapping' && hold === 'withheld' && groupId === wanted
}

/** A grant may come with what a look-up has said beside it. */
function toRow(grant: Grant): Grant {
  const { userId, scope, role, source, ruleId, groupId, mappingVersion, desired, hold, holdId, expiresAt, since } =
    grant
  return { userId, scope, role, source, ruleId, groupId, mappingVersion, desired, hold, holdId, expiresAt, since }
}
