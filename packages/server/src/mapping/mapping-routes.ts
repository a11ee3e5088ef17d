import { applyMapping } from '@rolecall/core/mapping/apply-mapping'
import { checkMapping } from '@rolecall/core/mapping/check-mapping'
import { readMapping } from '@rolecall/core/mapping/read-mapping'
import type { MappingVersion } from '@rolecall/core/store/mappings'
import { toMappingSchema } from '@rolecall/rules/schema/to-mapping-schema'
import { toVocabulary } from '@rolecall/rules/vocabulary'

import type { Answer } from '../route/answer.ts'
import { flag } from '../route/parameter-schemas.ts'
import { ifMatch } from '../route/precondition-headers.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { toMappingJson } from './mapping-as-json.ts'
import { mappingBody, yamlMediaType } from './mapping-body.ts'
import { parseIfMatch, toMappingETag } from './mapping-etag.ts'
import { mappingPath } from './mapping-path.ts'
import { appliedSchema, checkedSchema, jsonSchemaSchema } from './mapping-schema.ts'
import { parseConfirm } from './parse-wishes.ts'
import { prefersJson } from './prefers-json.ts'
import { toAppliedAnswer } from './to-applied-answer.ts'

/** The mapping of SCIM groups to roles. Before the first version it is empty, and its ETag is `"0"`. */
export const mappingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: mappingPath,
    operationId: 'getMapping',
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
    path: mappingPath,
    operationId: 'putMapping',
    headers: [ifMatch],
    summary: 'Make a mapping the current one; If-Match holds it against the version that was read',
    scope: 'organization',
    query: [
      {
        name: 'confirm',
        schema: flag,
        description:
          'true revokes at once what the brake would hold, and takes a mapping without any section; false lets it wait; without it 409 with the plan',
      },
    ],
    body: mappingBody,
    answers: { 200: { description: 'Applied; the warnings', schema: appliedSchema } },
    async handle({ context, body, headers, query }) {
      const confirm = parseConfirm(new URLSearchParams(query).get('confirm'))
      return toAppliedAnswer(await applyMapping(context, body, { ifMatch: parseIfMatch(headers['if-match']), confirm }))
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${mappingPath}/schema`,
    operationId: 'getMappingSchema',
    summary: 'Read the JSON Schema of the mapping file, as the plugins of this server make it',
    scope: 'organization',
    answers: {
      200: { description: 'The schema', schema: jsonSchemaSchema, mediaTypes: ['application/schema+json'] },
    },
    handle({ context }) {
      const body = toMappingSchema(toVocabulary(context.host))
      return Promise.resolve({ status: 200, type: 'application/schema+json', body })
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${mappingPath}/check`,
    operationId: 'checkMapping',
    summary: 'Check a mapping against the organization and run its tests, without applying it',
    scope: 'organization',
    body: mappingBody,
    answers: { 200: { description: 'Every diagnostic, and the results of its tests', schema: checkedSchema } },
    async handle({ context, body }) {
      return { status: 200, body: await checkMapping(context, body) }
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
