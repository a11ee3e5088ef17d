import type { Dialect } from './dialect.ts'
import type { AttributeChange } from './diff-attributes.ts'
import type { JsonObject } from './resource.ts'
import { toTypedValue } from './typed-value.ts'

export interface PatchOperation {
  readonly op: string
  readonly path?: string
  readonly value?: unknown
}

/** Changes → body of a PATCH in one of Entra's dialects. */
export function toPatchBody(dialect: Dialect, changes: readonly AttributeChange[]): JsonObject {
  return patchBody(dialect === 'legacy' ? changes.map(toLegacyOperation) : toCompliantOperations(changes))
}

export function patchBody(operations: readonly PatchOperation[]): JsonObject {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
}

/** One operation with a path for each attribute; the operation with a capital, booleans as text. */
function toLegacyOperation({ target, value, hadValue }: AttributeChange): PatchOperation {
  return { op: hadValue || value === null ? 'Replace' : 'Add', path: target.text, value: value ?? '' }
}

/**
 * New values are added by path; a single replacement and one under a value filter have a path too; several
 * replacements are one operation without path, whose keys are dotted or begin with the extension's URN.
 */
function toCompliantOperations(changes: readonly AttributeChange[]): readonly PatchOperation[] {
  const added = changes.filter((change) => !change.hadValue && change.value !== null)
  const replaced = changes.filter((change) => !added.includes(change))
  const byPath = replaced.filter((change) => change.target.filter !== null || replaced.length === 1)
  const together = replaced.filter((change) => !byPath.includes(change))
  return [
    ...added.map((change) => toOperation('add', change)),
    ...byPath.map((change) => toOperation('replace', change)),
    ...(together.length === 0 ? [] : [{ op: 'replace', value: toDottedKeys(together) }]),
  ]
}

function toOperation(op: string, change: AttributeChange): PatchOperation {
  return { op, path: change.target.text, value: typed(change) }
}

function toDottedKeys(changes: readonly AttributeChange[]): JsonObject {
  return Object.fromEntries(changes.map((change) => [change.target.text, typed(change)]))
}

function typed({ target, value }: AttributeChange): string | boolean {
  return value === null ? '' : toTypedValue(target, value)
}
