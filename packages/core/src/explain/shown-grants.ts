import { findRole, rolesOfScope, type RoleCatalogue } from '../directory/role-catalogue.ts'

interface ScopedGrant {
  readonly scope: string
  readonly role: string
  readonly effective: boolean
}

/** Of each scope the effective grants of the role that is shown: the highest by precedence. */
export function shownGrants<Grant extends ScopedGrant>(
  grants: readonly Grant[],
  catalogue: RoleCatalogue,
): ReadonlySet<Grant> {
  const precedence = ({ role, scope }: Grant) => findRole(rolesOfScope(scope, catalogue), role)?.precedence ?? 0
  const inForce = grants.filter(({ effective }) => effective)
  const highest = new Map<string, number>()
  for (const grant of inForce) highest.set(grant.scope, Math.max(highest.get(grant.scope) ?? 0, precedence(grant)))
  return new Set(inForce.filter((grant) => precedence(grant) === highest.get(grant.scope)))
}
