import { InvalidPath, InvalidSyntax, NoTarget, type Issue } from '../errors.ts'
import { refuseIssues } from '../refuse-issues.ts'
import { findMember } from '../resource/find-member.ts'
import { parseEmbedded } from '../resource/parse-embedded.ts'
import { isJsonObject, type JsonObject } from '../resource/resource-data.ts'
import { findAttribute } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { PatchOperation } from './patch-operation.ts'
import { MAX_VALUE_NAMES, type PatchContext, type RawOperation, type UnknownPath } from './patch-context.ts'
import { onEachName, toOperations } from './to-operations.ts'

export const PATCH_OP_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** No provider sends so many; each of them costs a moment. */
export const MAX_OPERATIONS = 10_000

const OPS = ['add', 'remove', 'replace'] as const

/**
 * Parses a PatchOp message (RFC 7644 §3.5.2) for a resource type. A value without path and the value of
 * a complex attribute become one operation for each attribute, so every operation has a path.
 * Throws InvalidSyntax (in strict mode also for an operation without path and for unknown names), InvalidPath, NoTarget
 * (remove without path), Mutability, or InvalidValue with all issues.
 */
export function parsePatch(type: ResourceType, body: unknown, tolerances: Tolerances): readonly PatchOperation[] {
  if (!isJsonObject(body)) throw new InvalidSyntax('The body must be a JSON object')
  checkSchemas(body, tolerances)
  const issues: Issue[] = []
  const unknown: UnknownPath[] = []
  const common = { type, tolerances, issues, unknown, lenient: false, namesLeft: { count: MAX_VALUE_NAMES } }
  const operations = operationsOf(body, tolerances).flatMap((raw, index) =>
    parseOperation(raw, { ...common, position: `Operations[${index}]` }),
  )
  refuseIssues(issues)
  leaveOut(unknown, operations, tolerances)
  return operations
}

/** Unknown names are left out beside what can be done, which may be a deactivation; where nothing else is, they are an error. */
function leaveOut(
  unknown: readonly UnknownPath[],
  operations: readonly PatchOperation[],
  tolerances: Tolerances,
): void {
  const [first] = unknown
  if (first !== undefined && operations.length === 0) throw first.error
  for (const { path, why } of unknown) tolerances.leaveOut(path, why)
}

function checkSchemas(body: JsonObject, tolerances: Tolerances): void {
  const schemas = findMember(body, 'schemas')
  const urns: readonly unknown[] = Array.isArray(schemas) ? schemas : [schemas]
  const named = urns.some((urn) => typeof urn === 'string' && urn.toLowerCase() === PATCH_OP_URN.toLowerCase())
  if (!named && !tolerances.use('missing-schemas')) throw new InvalidSyntax(`'schemas' must contain ${PATCH_OP_URN}`)
}

function operationsOf(body: JsonObject, tolerances: Tolerances): readonly unknown[] {
  const operations = findMember(body, 'Operations')
  const standard = Array.isArray(operations) && Object.hasOwn(body, 'Operations')
  const list: readonly unknown[] = Array.isArray(operations) ? operations : isJsonObject(operations) ? [operations] : []
  if (list.length === 0) throw new InvalidSyntax("'Operations' must be an array of one or more operations")
  if (list.length > MAX_OPERATIONS)
    throw new InvalidSyntax(`'Operations' has ${list.length} operations; at most ${MAX_OPERATIONS} are allowed`)
  if (!standard && !tolerances.use('single-operation')) throw new InvalidSyntax("'Operations' must be an array")
  return list
}

function parseOperation(raw: unknown, context: PatchContext): readonly PatchOperation[] {
  if (!isJsonObject(raw)) throw new InvalidSyntax(`${context.position} must be an object`)
  const op = parseOp(findMember(raw, 'op'), context)
  const value = findMember(raw, 'value')
  const path = parsePathMember(findMember(raw, 'path'), context)
  if (context.tolerances.strict && (path === undefined || path === ''))
    throw new InvalidSyntax(`${context.position} needs a path (SCIM Interoperability Profile §6.5.1.1)`)
  if (path !== undefined) return withPath({ op, path, value }, context)
  if (op === 'remove') throw new NoTarget(`${context.position}: remove needs a path`)
  return withoutPath({ op, path: '', value }, context)
}

/** "The operation MUST contain a value" (RFC 7644 §3.5.2.1): one that was forgotten must not unset what is there. */
function withPath(raw: RawOperation, context: PatchContext): readonly PatchOperation[] {
  if (raw.op === 'remove' || raw.value !== undefined) return toOperations(raw, context)
  context.issues.push({ path: `${context.position}.value`, message: 'is required; null unsets' })
  return []
}

function parseOp(op: unknown, { position, tolerances }: PatchContext): PatchOperation['op'] {
  const found = typeof op === 'string' ? OPS.find((known) => known === op.toLowerCase()) : undefined
  if (!found || (found !== op && !tolerances.use('op-case'))) {
    throw new InvalidSyntax(`${position}.op must be one of ${OPS.join(', ')}`)
  }
  return found
}

function parsePathMember(path: unknown, { position, tolerances }: PatchContext): string | undefined {
  if (path === undefined) return undefined
  if ((path === null || path === '') && tolerances.use('null-path')) return undefined
  if (typeof path !== 'string') throw new InvalidSyntax(`${position}.path must be a string`)
  return path
}

/** The value is a set of attributes (RFC 7644 §3.5.2.1, §3.5.2.3); what the resource does not have or let change is left out. */
function withoutPath({ op, value }: RawOperation, context: PatchContext): readonly PatchOperation[] {
  const attributes = attributesOf(value, context.tolerances)
  if (!attributes) throw new InvalidSyntax(`${context.position}.value must be an object when there is no path`)
  const valuePath = Object.keys(attributes).find((key) => isValuePath(key, context))
  if (valuePath !== undefined && !context.tolerances.use('dotted-key'))
    throw new InvalidPath(`'${valuePath}' is not an attribute name`, 0)
  return onEachName(inOrder(Object.entries(attributes), context), op, '', context)
}

/** What lacks its URN comes first, so that it can't overwrite what stands under the right name. */
function inOrder<Entry extends readonly [string, unknown]>(
  entries: readonly Entry[],
  { type, tolerances }: PatchContext,
): readonly Entry[] {
  const exact = entries.filter(([key]) => key.includes('[') || findAttribute(type, key, tolerances) !== undefined)
  if (exact.length === entries.length) return entries
  const known = new Set(exact)
  return [...entries.filter((entry) => !known.has(entry)), ...exact]
}

/** `name.givenName` or `emails[type eq "work"].value`; a name with its URN is standard (RFC 7644 §3.10). */
function isValuePath(key: string, { type, tolerances }: PatchContext): boolean {
  return key.includes('[') || findAttribute(type, key, tolerances)?.subAttribute !== undefined
}

function attributesOf(value: unknown, tolerances: Tolerances): JsonObject | undefined {
  if (isJsonObject(value)) return value
  if (typeof value === 'string') {
    const embedded = parseEmbedded(value)
    return isJsonObject(embedded) && tolerances.use('json-string') ? embedded : undefined
  }
  if (!Array.isArray(value) || value.length !== 1 || !isJsonObject(value[0])) return undefined
  return tolerances.use('array-value') ? value[0] : undefined
}
