import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'

import { isOauthPath } from '../oauth/oauth-path.ts'
import { isScimPath } from '../route/scim-path.ts'
import { versionNumber } from '../route/parameter-schemas.ts'
import type { AnyRoute, AnswerDescription, Parameter } from '../route/route.ts'
import { errorSchemas, toErrorResponses } from './error-responses.ts'
import { examples } from './examples.ts'
import { namedSchemas } from './named-schemas.ts'
import { relocateReferences } from './relocate-references.ts'

type Document = Readonly<Record<string, unknown>>

/** The description of these routes (OpenAPI 3.1), without `servers`: where they are reached is for the request to say. */
export function toOpenApi(routes: readonly AnyRoute[]): Document {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = (paths[toTemplate(route.path)] ??= {})
    path[route.method.toLowerCase()] = toOperation(route)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rolecall',
      version: '1',
      description:
        'SCIM 2.0 provisioning (RFC 7643, 7644) into organization members, teams and roles. /Schemas describes the SCIM resources.',
    },
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, or the access token of a client with the scope scim',
        },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
      schemas: {
        ...errorSchemas,
        ...toJsonSchemaDefs(namedSchemas, options),
      },
    },
  }
}

function toOperation(route: AnyRoute): Document {
  const place = ['paths', toTemplate(route.path), route.method.toLowerCase()]
  const example = examples[route.operationId ?? '']
  const answers = Object.entries(route.answers).map(([status, answer]) => [
    status,
    toResponse(route, answer, [...place, 'responses', status], example?.answers[status]),
  ])
  return {
    ...(route.operationId === undefined ? {} : { operationId: route.operationId }),
    summary: route.summary,
    tags: [tagOf(route.path)],
    ...(route.scope === null ? { security: [] } : { security: [{ bearer: [route.scope] }, { apiKey: [route.scope] }] }),
    parameters: [
      ...pathParameters(route.path),
      ...(route.query ?? []).map(toParameter('query')),
      ...(route.headers ?? []).map(toParameter('header')),
    ],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: route.body.optional !== true,
            content: toContent(route.body.mediaTypes, route.body, [...place, 'requestBody'], example?.request),
          },
        }),
    responses: { ...toErrorResponses(route), ...Object.fromEntries(answers) },
  }
}

function toParameter(place: 'query' | 'header') {
  return ({ description, name, required, schema = { type: 'string' } }: Parameter): Document => ({
    name,
    in: place,
    description,
    ...(required === true ? { required } : {}),
    schema,
  })
}

function toResponse(route: AnyRoute, answer: AnswerDescription, place: readonly string[], example: unknown): Document {
  const { description, headers = [], schema, jsonSchema, mediaTypes } = answer
  const named = headers.map(({ name, description: says, schema: of = { type: 'string' } }) => [
    name,
    { description: says, schema: of },
  ])
  const head = { description, ...(named.length === 0 ? {} : { headers: Object.fromEntries(named) }) }
  if ((schema ?? jsonSchema ?? mediaTypes) === undefined) return head
  const surface = isScimPath(route.path) ? 'application/scim+json' : 'application/json'
  return { ...head, content: toContent(mediaTypes ?? [surface], answer, place, example) }
}

function toContent(
  mediaTypes: readonly string[],
  { schema, jsonSchema = { type: 'string' } }: Pick<AnswerDescription, 'schema' | 'jsonSchema'>,
  place: readonly string[],
  example: unknown,
): Document {
  const contents = mediaTypes.map((mediaType) => {
    const own = [...place, 'content', mediaType, 'schema']
    const described = schema === undefined ? relocateReferences(jsonSchema, own) : toSchema(schema)
    return [mediaType, { schema: described, ...(fits(example, mediaType) ? { example } : {}) }]
  })
  return Object.fromEntries(contents)
}

/** A text is an example of what is no JSON. */
function fits(example: unknown, mediaType: string): boolean {
  return example !== undefined && (typeof example === 'string') !== mediaType.endsWith('json')
}

const options: ConversionConfig = {
  target: 'draft-2020-12',
  ignoreActions: ['check'],
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
}

function toSchema(schema: GenericSchema): Document {
  const { $defs: _, $schema: __, ...described } = toJsonSchema(schema, { ...options, definitions: namedSchemas })
  return described
}

/** `/api/teams/:id` as OpenAPI writes it. */
export function toTemplate(path: string): string {
  return path
    .split('/')
    .map((part) => (part.startsWith(':') ? `{${part.slice(1)}}` : part))
    .join('/')
}

function pathParameters(path: string): readonly Document[] {
  const names = path.split('/').filter((part) => part.startsWith(':'))
  return names.map((part) => {
    const name = part.slice(1)
    const { description, schema = { type: 'string' } } = openParts[name] ?? { description: `The ${name}` }
    return { name, in: 'path', required: true, description, schema }
  })
}

/** What the open part of a path is, wherever it has that name. */
const openParts: Readonly<Record<string, Omit<Parameter, 'name'>>> = {
  id: { description: 'The id, as a list or what made it gives it' },
  email: { description: 'The e-mail address of the member, which is the userName' },
  userId: { description: 'The userId of the member: the `subject` of an event without `users/`' },
  organization: { description: 'The id of the organization' },
  planId: { description: 'The id of the plan' },
  version: { description: 'The number of the version', schema: versionNumber },
}

function tagOf(path: string): string {
  if (isScimPath(path)) return 'SCIM'
  if (isOauthPath(path) || path.startsWith('/.well-known/')) return 'OAuth'
  if (path.startsWith('/plugins/')) return 'Plugins'
  if (path.startsWith('/api/platform')) return 'Platform'
  return path.startsWith('/api/') ? 'Management' : 'System'
}
