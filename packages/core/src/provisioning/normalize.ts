import type { ParsedRequest, ResourceTypeName } from '../plugin/hook-points.ts'
import { InvalidSyntax } from '../scim/errors.ts'
import { parsePatch } from '../scim/patch/parse-patch.ts'
import type { PatchOperation } from '../scim/patch/patch-operation.ts'
import { parseResource, type ParsedResource } from '../scim/resource/parse-resource.ts'
import { isJsonObject, type Json } from '../scim/resource/resource-data.ts'
import type { OperationContext } from '../change/operation-context.ts'

/**
 * The body of POST or PUT after the plugins have rewritten what their provider sends, checked against
 * the schema. Throws InvalidSyntax, InvalidValue with all issues.
 */
export function normalizeBody(
  context: OperationContext,
  operation: 'create' | 'replace',
  resourceType: ResourceTypeName,
  body: Json,
): ParsedResource {
  if (!isJsonObject(body)) throw new InvalidSyntax('The body must be a JSON object')
  const request = context.host.normalize({ operation, resourceType, body }, context)
  const normalized = request.operation === 'patch' ? body : request.body
  return parseResource(context.resourceTypes[resourceType], normalized, context.tolerances)
}

/** The operations of a PATCH, after the plugins have rewritten them. Throws what `parsePatch` throws. */
export function normalizePatch(
  context: OperationContext,
  resourceType: ResourceTypeName,
  body: Json,
): readonly PatchOperation[] {
  const operations = parsePatch(context.resourceTypes[resourceType], body, context.tolerances)
  const request: ParsedRequest = context.host.normalize({ operation: 'patch', resourceType, operations }, context)
  return request.operation === 'patch' ? request.operations : operations
}

/** Whether a body says something about an attribute, an empty value included. */
export function namesAttribute({ data, unset }: ParsedResource, name: string): boolean {
  return data[name] !== undefined || unset.includes(name)
}
