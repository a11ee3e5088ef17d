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
  return rolesOf(scope, catalogue).byName.get(fold(name))
}

/** A privileged role that the reference is, or may be; `undefined` for none. */
export function findPrivilegedRole(
  reference: Reference,
  catalogue: DirectoryView['catalogue'] | undefined,
): string | undefined {
  if (reference.kind !== 'role' && reference.kind !== 'anyRole') return undefined
  const { privileged } = rolesOf(reference.scope, catalogue)
  const isMeant = ({ name }: KnownRole) =>
    reference.kind === 'role' ? fold(reference.role) === fold(name) : reference.mayBe(name)
  return privileged.find(isMeant)?.name
}

/** The roles of a scope as they are looked for: each rule asks, and a catalogue may have thousands. */
interface RolesOfScope {
  readonly byName: ReadonlyMap<string, KnownRole>
  readonly privileged: readonly KnownRole[]
}

const indexed = new WeakMap<DirectoryView['catalogue'], RolesOfScope>()
const ofOrganization = toRolesOfScope(organizationRoles)
const none = toRolesOfScope([])

function rolesOf(scope: string, catalogue: DirectoryView['catalogue'] | undefined): RolesOfScope {
  if (scope === 'organization') return ofOrganization
  if (catalogue === undefined) return none
  const roles = indexed.get(catalogue) ?? toRolesOfScope(catalogue.teamRoles)
  indexed.set(catalogue, roles)
  return roles
}

function toRolesOfScope(roles: readonly KnownRole[]): RolesOfScope {
  return {
    byName: new Map(roles.map((role) => [fold(role.name), role])),
    privileged: roles.filter(({ privileged }) => privileged),
  }
}
