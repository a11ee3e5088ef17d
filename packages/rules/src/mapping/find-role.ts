import type { DirectoryView } from '@rolecall/core/decider'
import type { Reference } from '@rolecall/core/plugin/rule'
import { fold } from '@rolecall/core/scim/fold'

/** What a warning needs to know of a role. */
export interface KnownRole {
  readonly name: string
  /** Given only by entries that name a group. */
  readonly privileged: boolean
  readonly precedence: number
}

/** The roles of an organization are fixed; those of its teams are its own. */
const organizationRoles: readonly KnownRole[] = [
  { name: 'Owner', privileged: true, precedence: 100 },
  { name: 'Member', privileged: false, precedence: 10 },
]

/** The role of that name, whatever its case, in a scope (`organization`, `team:…`). */
export function findRole(scope: string, name: string, catalogue: DirectoryView['catalogue']): KnownRole | undefined {
  return rolesOf(scope, catalogue).find((role) => fold(role.name) === fold(name))
}

/** A privileged role that the reference is, or may be; `undefined` for none. */
export function findPrivilegedRole(
  reference: Reference,
  catalogue: DirectoryView['catalogue'] | undefined,
): string | undefined {
  if (reference.kind !== 'role' && reference.kind !== 'anyRole') return undefined
  const privileged = rolesOf(reference.scope, catalogue).filter((role) => role.privileged)
  const isMeant = ({ name }: KnownRole) =>
    reference.kind === 'role' ? fold(reference.role) === fold(name) : reference.mayBe(name)
  return privileged.find(isMeant)?.name
}

function rolesOf(scope: string, catalogue: DirectoryView['catalogue'] | undefined): readonly KnownRole[] {
  return scope === 'organization' ? organizationRoles : (catalogue?.teamRoles ?? [])
}
