import type { ResourceData } from '../scim/resource/resource-data.ts'

/** The status that attributes give a user: `otherwise` where `active` is unassigned. */
export function toStatus({ active }: ResourceData, otherwise: boolean): boolean {
  return typeof active === 'boolean' ? active : otherwise
}
