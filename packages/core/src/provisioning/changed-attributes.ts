import { deepEqual } from '../scim/deep-equal.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'

/** The names of the top-level attributes that differ; the values stay out of the log. */
export function changedAttributes(before: ResourceData, after: ResourceData): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !deepEqual(before[name], after[name]))
}
