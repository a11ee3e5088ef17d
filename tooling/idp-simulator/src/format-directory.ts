import { stringify } from 'yaml'

import type { Directory } from './directory.ts'

/** Directory → YAML that `parseDirectory` reads back equal. Values that say nothing are left out. */
export function formatDirectory(directory: Directory): string {
  return stringify({
    users: directory.users.map(withoutDefaults),
    groups: directory.groups.map(withoutDefaults),
  })
}

const DEFAULTS = new Map<string, unknown>([
  ['accountEnabled', true],
  ['isSoftDeleted', false],
  ['assigned', true],
])

function withoutDefaults(entry: object): object {
  return Object.fromEntries(
    Object.entries(entry).filter(([key, value]) => value !== null && DEFAULTS.get(key) !== value),
  )
}
