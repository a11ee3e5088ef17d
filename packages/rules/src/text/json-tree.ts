import { isJsonObject, type Json } from '@rolecall/core/scim/resource/resource-data'
import type { Tree } from './tree.ts'

const nowhere = { line: 0, column: 0 }

/** The default of a section as tree; it stands in no text. */
export function toDefaultTree(value: Json): Tree {
  if (value === null) return { ...nowhere, kind: 'null', value }
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(toDefaultTree)
    return { ...nowhere, kind: 'list', value, items }
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, part]) => ({ ...nowhere, key, tree: toDefaultTree(part) }))
    return { ...nowhere, kind: 'mapping', value, entries }
  }
  return { ...nowhere, kind: 'scalar', value, text: String(value), placeAt: () => nowhere }
}
