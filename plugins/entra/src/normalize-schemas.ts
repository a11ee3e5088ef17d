import type { RequestContext } from '@rolecall/core/plugin/contexts'
import type { ParsedRequest } from '@rolecall/core/plugin/hook-points'

/**
 * Entra names a schema of its own beside that of the RFC when it creates a group:
 *
 *   wrong  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group",
 *                      "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"]
 *   right  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"]
 *
 * https://learn.microsoft.com/en-us/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 */
const groupSchema = 'http://schemas.microsoft.com/2006/11/resourcemanagement/adscim/2.0/group'

export function normalizeSchemas(request: ParsedRequest, { tolerances }: RequestContext): ParsedRequest {
  if (request.operation === 'patch' || !tolerances.allowed('entra-group-schema')) return request
  const { schemas } = request.body
  if (!Array.isArray(schemas)) return request
  const known = schemas.filter((schema) => !isGroupSchema(schema))
  if (known.length === schemas.length) return request
  tolerances.record('entra-group-schema')
  return { ...request, body: { ...request.body, schemas: known } }
}

export function isGroupSchema(schema: unknown): boolean {
  return typeof schema === 'string' && schema.toLowerCase() === groupSchema
}
