import type { Check, Profile } from '../check.ts'
import { entraRequirements } from './entra-requirements.ts'
import { interopRequirements } from './interop-requirements.ts'
import { ipsieRequirements } from './ipsie-requirements.ts'
import { oktaRequirements } from './okta-requirements.ts'
import type { Requirement } from './requirement.ts'

/** What each profile asks for, line by line; the RFCs are reported by their sections. */
export const profileRequirements: Readonly<Record<Profile, readonly Requirement[]>> = {
  rfc: [],
  entra: entraRequirements,
  okta: oktaRequirements,
  ipsie: ipsieRequirements,
  interop: interopRequirements,
}

/** Whether a check shows something of a requirement. */
export function shows({ id, row }: Pick<Check, 'id' | 'row'>, requirement: Requirement): boolean {
  if (row === requirement.id) return true
  const { shownBy = [] } = requirement
  return shownBy.some((shown) => (shown.endsWith('/') ? id.startsWith(shown) : id === shown))
}

/** Whether a check belongs to a profile: one of its own, or one that shows something of what it asks for. */
export function belongsTo(check: Check, profile: Profile): boolean {
  return check.profile === profile || profileRequirements[profile].some((requirement) => shows(check, requirement))
}
