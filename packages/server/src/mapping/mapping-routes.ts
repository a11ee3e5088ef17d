import { array, boolean, number, object, picklist, string } from 'valibot'

import { applyMapping } from '@rolecall/core/operation/apply-mapping'
import { checkMapping } from '@rolecall/core/operation/check-mapping'
import { readMapping } from '@rolecall/core/operation/read-mapping'
import type { MappingVersion } from '@rolecall/core/store'

import type { Answer } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { toMappingJson } from './mapping-as-json.ts'
import { mappingBody, yamlMediaType } from './mapping-body.ts'
import { parseIfMatch, toMappingETag } from './mapping-etag.ts'
import { prefersJson } from './prefers-json.ts'

const path = '/api/settings/scim-mapping'

const diagnostics = array(
  object({
    severity: picklist(['error', 'warning']),
    line: number(),
    column: number(),
    code: string(),
    message: string(),
  }),
)

/** The mapping of SCIM groups to roles. Before the first version it is empty, and its ETag is `"0"`. */
export const mappingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Read the mapping as it was written, or as JSON',
    scope: 'organization',
    answers: {
      200: { description: 'The mapping; its version is the ETag', mediaTypes: [yamlMediaType, 'application/json'] },
    },
    async handle({ context, headers }) {
      return toMappingAnswer(await readMapping(context), prefersJson(headers.accept))
    },
  }),
  defineRoute({
    method: 'PUT',
    path,
    summary: 'Make a mapping the current one; If-Match holds it against the version that was read',
    scope: 'organization',
    body: mappingBody,
    answers: {
      200: {
        description: 'Applied; the warnings',
        schema: object({ version: number(), created: string(), diagnostics }),
      },
    },
    async handle({ context, body, headers }) {
      const { version, diagnostics: warnings } = await applyMapping(context, body, parseIfMatch(headers['if-match']))
      return {
        status: 200,
        headers: { ETag: toMappingETag(version.version) },
        body: { version: version.version, created: version.created, diagnostics: warnings },
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/check`,
    summary: 'Check a mapping against the organization without applying it',
    scope: 'organization',
    body: mappingBody,
    answers: { 200: { description: 'Every diagnostic', schema: object({ valid: boolean(), diagnostics }) } },
    async handle({ context, body }) {
      const found = await checkMapping(context, body)
      return { status: 200, body: { valid: found.every(({ severity }) => severity !== 'error'), diagnostics: found } }
    },
  }),
]

function toMappingAnswer(mapping: MappingVersion | undefined, asJson: boolean): Answer {
  const { version, text, format } = mapping ?? { version: 0, text: '', format: 'yaml' }
  const headers = { ETag: toMappingETag(version), Vary: 'Accept' }
  if (format === 'json') return { status: 200, headers, type: 'application/json', body: text }
  return asJson
    ? { status: 200, headers, type: 'application/json', body: toMappingJson(text) }
    : { status: 200, headers, type: yamlMediaType, body: text }
}
