import { teamKeyOf } from '../directory/resolve-roles.ts'
import { BadRequest } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { Json } from '../scim/resource/resource-data.ts'

/** Which roles are asked for: folded, for comparison, and as they were asked for. */
export interface AskedRole {
  /** `organization`, or `team:` and the folded id; `null` for every scope. */
  readonly scope: string | null
  /** Folded; `null` for any. */
  readonly role: string | null
  /** What is asked for instead of a role, as a plugin calls it; `null` for a role. */
  readonly effect: string | null
  readonly text: { readonly scope: string | null; readonly role: string | null }
}

/** Reads a scope and a role as a client names them. Throws BadRequest for what is no scope. */
export function toAskedRole(scope: string | null, role: string | null, effect: string | null = null): AskedRole {
  if (effect !== null && (scope !== null || role !== null))
    throw new BadRequest('effect asks for something beside roles: leave out scope and role')
  return {
    effect,
    scope: scope === null ? null : toScopeKey(scope),
    role: role === null ? null : fold(role),
    text: { scope, role },
  }
}

/** Whether a grant is of what is asked for; its scope may have the team's id in any case. */
export function isAsked(asked: AskedRole, grant: { readonly scope: string; readonly role: string }): boolean {
  return (
    (asked.scope === null || asked.scope === toScopeKey(grant.scope)) &&
    (asked.role === null || asked.role === fold(grant.role))
  )
}

/** Whether what a rule gives is a role that is asked for. */
export function isWanted(
  { effect, value }: { readonly effect: string; readonly value: Readonly<Record<string, Json>> },
  asked: AskedRole,
): boolean {
  if (asked.effect !== null) return effect === asked.effect
  return effect === 'role' && isAsked(asked, { scope: String(value['scope']), role: String(value['role']) })
}

function toScopeKey(scope: string): string {
  if (scope === 'organization') return scope
  const team = teamKeyOf(scope)
  if (team === null || team === '') throw new BadRequest(`scope must be organization or team:ID, not "${scope}"`)
  return `team:${fold(team)}`
}
