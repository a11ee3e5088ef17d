import type { ChangeScope } from '../change/operation-context.ts'
import type { PrivilegedRule } from '../decider.ts'
import { findRole, type RoleCatalogue } from '../directory/role-catalogue.ts'
import { ConflictError } from '../errors.ts'

/** So many entries are named; more would say the same. */
const named = 10

/**
 * A role must not become privileged while the mapping in force gives it to whoever may create groups: that mapping would be
 * refused today, and it would go on giving the role. Throws ConflictError, also where the stored mapping does not compile,
 * so that nobody can tell.
 */
export async function refuseGivenRoles(scope: ChangeScope, catalogue: RoleCatalogue): Promise<void> {
  const current = await scope.tx.teams.getCatalogue()
  const isNew = (name: string) => findRole(current.teamRoles, name)?.privileged !== true
  const teamRoles = catalogue.teamRoles.filter(({ name, privileged }) => privileged && isNew(name))
  if (teamRoles.length === 0) return
  const roles = teamRoles.map(({ name }) => name).join(', ')
  if (scope.mapping === null) {
    throw new ConflictError(
      'ROLE_IN_MAPPING',
      `The stored mapping does not compile with the plugins of this server, so nobody can tell whether it gives a role that becomes privileged (${roles}) to whoever may create groups. Apply one that compiles, or bring the plugin back, first`,
    )
  }
  const rules = scope.mapping.findPrivilegedWithoutGroup({ ...catalogue, teamRoles })
  if (rules.length === 0) return
  throw new ConflictError(
    'ROLE_IN_MAPPING',
    `The mapping gives what becomes privileged, and requires no group by name or id there: ${listed(rules)}. Name a group in these entries, or write 'privileged: true', first`,
  )
}

function listed(rules: readonly PrivilegedRule[]): string {
  const shown = rules.slice(0, named).map(({ line, role, text }) => {
    return `${role} by ${line === 0 ? 'a default' : `line ${line}`} (${text})`
  })
  return [...shown, ...(rules.length > named ? [`and ${rules.length - named} more`] : [])].join(', ')
}
