import type { ProviderDialect } from '@rolecall/core/plugin/provider-dialect'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'
import { isGroupSchema } from './normalize-schemas.ts'

/**
 * Microsoft Entra ID. It is known by a flag of its own, by a schema of its own, and by operations in capitals:
 *
 *   wrong  PATCH /Users/7?aadOptscim062020   { "op": "Replace", "path": "active", "value": "False" }
 *   right  PATCH /Users/7                    { "op": "replace", "path": "active", "value": false }
 *
 * https://learn.microsoft.com/en-us/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility
 */
export const dialect: ProviderDialect = {
  title: 'Microsoft Entra ID',
  tolerances: {
    'entra-group-schema': 'the schema of ADSCIM beside that of the RFC for groups',
  },
  recognises: ({ body, query }) =>
    query.toLowerCase().includes('aadoptscim062020') || listOf(body, 'schemas').some(isGroupSchema) || isCapital(body),
}

const capitals = new Set(['Add', 'Replace', 'Remove'])

function isCapital(body: unknown): boolean {
  return listOf(body, 'Operations').some(
    (operation) => isJsonObject(operation) && capitals.has(operation['op'] as string),
  )
}

function listOf(body: unknown, name: string): readonly unknown[] {
  const value: unknown = isJsonObject(body) ? body[name] : undefined
  return Array.isArray(value) ? value : []
}
