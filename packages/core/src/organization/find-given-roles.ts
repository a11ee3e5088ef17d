import type { ChangeScope } from '../change/operation-context.ts'
import type { PrivilegedRule } from '../decider.ts'
import type { CatalogueRefusal } from '../directory/catalogue-plan.ts'
import { findRole, type RoleCatalogue } from '../directory/role-catalogue.ts'

/** So many entries are named; more would say the same. */
const named = 10

/**
 * A role must not become privileged while the mapping in force gives it to whoever may create groups: that mapping would be
 * refused today, and it would go on giving the role. Refused also where the stored mapping does not compile, so that nobody
 * can tell.
 */
export function findGivenRoles(
  { mapping }: ChangeScope,
  before: RoleCatalogue,
  catalogue: RoleCatalogue,
): CatalogueRefusal | null {
  const isNew = (name: string) => findRole(before.teamRoles, name)?.privileged !== true
  const teamRoles = catalogue.teamRoles.filter(({ name, privileged }) => privileged && isNew(name))
  if (teamRoles.length === 0) return null
  const roles = teamRoles.map(({ name }) => name).join(', ')
  if (mapping === null) {
    return toRefusal(
      `The stored mapping does not compile with the plugins of this server, so nobody can tell whether it gives a role that becomes privileged (${roles}) to whoever may create groups. Apply one that compiles, or bring the plugin back, first`,
    )
  }
  const rules = mapping.findPrivilegedWithoutGroup({ ...catalogue, teamRoles })
  if (rules.length === 0) return null
  return toRefusal(
    `The mapping gives what becomes privileged, and requires no group by name or id there: ${listed(rules)}. Name a group in these entries, or write 'privileged: true', first`,
    rules,
  )
}

function toRefusal(detail: string, rules: readonly PrivilegedRule[] = []): CatalogueRefusal {
  const entries = rules.map(({ line, role, text }) => ({ line, text, names: role }))
  return { code: 'ROLE_IN_MAPPING', detail, confirmable: false, entries }
}

function listed(rules: readonly PrivilegedRule[]): string {
  const shown = rules.slice(0, named).map(({ line, role, text }) => {
    return `${role} by ${line === 0 ? 'a default' : `line ${line}`} (${text})`
  })
  return [...shown, ...(rules.length > named ? [`and ${rules.length - named} more`] : [])].join(', ')
}
