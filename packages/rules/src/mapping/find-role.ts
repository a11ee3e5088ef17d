import type { DirectoryView } from '@rolecall/core/decider'
import { fold } from '@rolecall/core/scim/fold'

/** What a warning needs to know of a role. */
export interface KnownRole {
  /** Given only by entries that name a group. */
  readonly privileged: boolean
  readonly precedence: number
}

/** The roles of an organization are fixed; those of its teams are its own. */
const organizationRoles: ReadonlyMap<string, KnownRole> = new Map([
  ['owner', { privileged: true, precedence: 100 }],
  ['member', { privileged: false, precedence: 10 }],
])

/** The role of that name, whatever its case, in a scope (`organization`, `team:…`). */
export function findRole(
  scope: string,
  name: string,
  { teamRoles }: DirectoryView['catalogue'],
): KnownRole | undefined {
  if (scope === 'organization') return organizationRoles.get(fold(name))
  return teamRoles.find((role) => fold(role.name) === fold(name))
}
