import type { TeamRoles } from '../../../api/types.ts'

export type TeamRole = TeamRoles['team-roles'][number]

/** A catalogue that is being written, and the version of the one that it was begun from; `null` for whichever there is. */
export interface EditedRoles {
  readonly roles: readonly TeamRole[]
  readonly etag: string | null
}

/** What the browser has kept of one; `null` for nothing, and for what is none. */
export function parseEditedRoles(stored: string | null): EditedRoles | null {
  try {
    const { etag, roles } = JSON.parse(stored ?? '{}') as Partial<Record<keyof EditedRoles, unknown>>
    if (!Array.isArray(roles) || !roles.every(isRole)) return null
    return { roles, etag: typeof etag === 'string' ? etag : null }
  } catch {
    return null
  }
}

function isRole(value: unknown): value is TeamRole {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
}

/** The list with one of its roles a place further up (`-1`) or down. */
export function moved(roles: readonly TeamRole[], index: number, by: -1 | 1): readonly TeamRole[] {
  const [one, other] = [roles[index], roles[index + by]]
  if (one === undefined || other === undefined) return roles
  return roles.map((role, at) => (at === index ? other : at === index + by ? one : role))
}

/** As the API takes it: the order of the list is the order in which roles are shown. */
export function toCatalogue(roles: readonly TeamRole[]) {
  return { 'team-roles': roles.map((role, index) => ({ ...role, name: role.name.trim(), rank: index + 1 })) }
}

export function newRole(roles: readonly TeamRole[]): TeamRole {
  const lowest = Math.min(...roles.map(({ precedence }) => precedence))
  const rest = { description: '', permissions: [], privileged: false }
  return { name: '', ...rest, rank: roles.length + 1, precedence: roles.length === 0 ? 10 : Math.max(lowest - 10, 0) }
}
