import type { MembershipScope } from '@rolecall/core/store/members'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Parameter } from '../sql/parameter.ts'

interface DecidingQuery {
  readonly organizationId: string
  readonly userIds: readonly string[]
  readonly scope: MembershipScope
}

interface Selection {
  readonly sql: string
  readonly parameters: readonly Parameter[]
}

const columns = 'SELECT m.user_id, m.group_id, m.value, m.type'
const binding = 'bindings b ON b.organization_id = m.organization_id AND b.group_id = m.group_id'
/** By user, group and name. */
const order = 'ORDER BY 1, 2, 5'

/** The memberships that a decision needs, as one statement. */
export function selectDeciding(dialect: SqlDialect, { organizationId, scope, userIds }: DecidingQuery): Selection {
  const where = `WHERE m.organization_id = ? AND ${dialect.isIn('m.user_id')}`
  const parameters = [organizationId, dialect.list(userIds)]
  const join = scope.all ? 'LEFT JOIN' : 'JOIN'
  const named = `${columns}, b.name_key, b.state FROM group_members m ${join} ${binding} ${where}`
  if (scope.all || scope.groupIds.length === 0) return { sql: `${named} ${order}`, parameters }
  const byId = `${columns}, NULL AS name_key, NULL AS state FROM group_members m ${where} AND ${dialect.isIn('m.group_id')}`
  return {
    sql: `${named} UNION ALL ${byId} ${order}`,
    parameters: [...parameters, ...parameters, dialect.list(scope.groupIds)],
  }
}
