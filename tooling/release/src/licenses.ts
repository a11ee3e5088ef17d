import satisfies from 'spdx-satisfies'

import type { InstalledModules } from './installed-modules.ts'

/** Licences under which anybody may use and pass on what we ship, with a notice at most (SPDX). */
const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]

/** Every package whose licence is not one of those, or which says none, as sentences. */
export function findLicenseFaults(modules: InstalledModules): readonly string[] {
  return [...modules].flatMap(([key, { license }]) => {
    if (license === undefined) return [`${key} says no licence`]
    return isAllowed(license) ? [] : [`${key} has the licence ${license}, which is not among those that we may ship`]
  })
}

function isAllowed(license: string): boolean {
  try {
    return satisfies(license, allowed)
  } catch {
    return false
  }
}
