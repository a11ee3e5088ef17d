import { describe, expect, it } from 'vitest'

import { stubServices } from '../../test/stub-services.ts'
import type { AnyRoute } from '../route/route.ts'
import { createRoutes } from '../routes.ts'
import { createMetrics } from '../system/metrics.ts'
import { toOpenApi, toTemplate } from './to-openapi.ts'

interface Operation {
  readonly operationId?: string
  readonly summary: string
  readonly security: readonly Record<string, readonly string[]>[]
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> }
  readonly responses: Record<string, object>
}

const routes = createRoutes(stubServices([]), createMetrics())
const description = toOpenApi(routes)
const paths = description['paths'] as Record<string, Record<string, Operation>>

const operations = new Map(
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  ),
)

function referencesOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => (name === '$ref' ? [part as string] : referencesOf(part)))
}

/** What a JSON pointer (RFC 6901) of the document points at. */
function findAt(document: unknown, reference: string): unknown {
  const parts = reference.slice('#/'.length).split('/')
  return parts.reduce((value: unknown, part) => {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    return (value as Record<string, unknown> | undefined)?.[name]
  }, document)
}

describe('toOpenApi', () => {
  it('has every route once, and nothing else', () => {
    const routed = routes.map(({ method, path }) => `${method} ${toTemplate(path)}`)
    expect(new Set(routed).size).toBe(routed.length)
    expect([...operations.keys()].toSorted()).toEqual(routed.toSorted())
  })

  it.each(routes)('says what $method $path needs and answers', (route) => {
    const operation = operations.get(`${route.method} ${toTemplate(route.path)}`)!
    const scopes = operation.security.flatMap((scheme) => Object.values(scheme).flat())
    expect(new Set(scopes)).toEqual(new Set(route.scope === null ? [] : [route.scope]))
    expect(Object.keys(operation.responses)).toContain('default')
    expect(Object.keys(operation.responses).some((status) => /^[23]/.test(status) || status === '501')).toBe(true)
    const open = route.path.split('/').filter((part) => part.startsWith(':'))
    expect(operation.parameters.filter((parameter) => parameter.in === 'path')).toHaveLength(open.length)
    expect(open.length).toBeLessThanOrEqual(route.scope === 'platform' ? 2 : 1)
  })

  it('describes bodies by the schemas that check them', () => {
    const body = paths['/api/organization/members/{email}']?.['put']?.requestBody
    const schema = body?.content['application/json']?.schema as { readonly properties: object }
    expect(schema).toEqual({
      type: 'object',
      properties: expect.objectContaining({
        role: { anyOf: [{ type: 'string', minLength: 1, maxLength: 1_000 }, { type: 'null' }] },
      }),
      required: ['role'],
      additionalProperties: false,
    })
    // What GET gives beside the role is taken too, and changes nothing.
    expect(Object.keys(schema.properties).toSorted()).toEqual([
      'displayName',
      'emailAddress',
      'emailValidated',
      'findings',
      'grants',
      'role',
      'status',
      'teams',
      'userId',
    ])
  })

  it('refers to nothing that is not in it, also by the schema of a plugin', () => {
    const node = { type: 'object', properties: { next: { $ref: '#/$defs/node' }, whole: { $ref: '#' } } }
    const schema = { $ref: '#/$defs/node', $defs: { node } }
    const route: AnyRoute = {
      method: 'POST',
      path: '/plugins/tree/nodes',
      summary: '',
      scope: 'organization',
      body: { mediaTypes: ['application/json'], jsonSchema: schema, parse: () => null },
      answers: { 200: { description: '', jsonSchema: schema } },
      handle: () => Promise.resolve({ status: 200 }),
    }
    const document = toOpenApi([...routes, route])
    const references = referencesOf(document)
    expect(references.filter((reference) => reference.includes('~1plugins~1tree~1nodes/'))).toHaveLength(6)
    expect(references.filter((reference) => findAt(document, reference) === undefined)).toEqual([])
  })

  it('calls every operation by a name of its own, which is one of programs', () => {
    const names = [...operations.values()].map(({ operationId }) => operationId)
    expect(names.filter((name) => !/^[a-z][a-zA-Z0-9]*$/.test(name ?? ''))).toEqual([])
    expect(names.length - new Set(names).size).toBe(0)
  })

  it('is JSON: nothing in it is lost on the way', () => {
    expect(JSON.parse(JSON.stringify(description))).toEqual(description)
  })
})

describe('the errors of the description', () => {
  it('are those that a route can answer, in the form of its surface', () => {
    const of = (name: `${string} ${string}`) => Object.entries(operations.get(name)?.responses ?? {})
    const statuses = (name: `${string} ${string}`) =>
      of(name).flatMap(([status]) => (/^[45]/.test(status) ? [Number(status)] : []))
    expect(statuses('GET /healthz')).toEqual([400, 429, 503])
    expect(statuses('GET /api/groups/{id}')).toEqual([400, 401, 403, 404, 429, 503])
    expect(statuses('POST /api/scim/v2/Users')).toEqual([400, 401, 403, 413, 415, 429, 503])
    const surfaces = ['GET /api/groups/{id}', 'POST /api/scim/v2/Users', 'POST /oauth2/token'] as const
    const forms = surfaces.map((name) => {
      const refused = operations.get(name)!.responses['429'] as { readonly content: object }
      return Object.keys(refused.content).join()
    })
    expect(forms).toEqual(['application/problem+json', 'application/scim+json', 'application/json'])
  })

  it('list every code with its meaning, and forbid no other', () => {
    const schemas = (description['components'] as { schemas: Record<string, { properties: Record<string, object> }> })
      .schemas
    const code = schemas['Problem']?.properties['code'] as { description: string; 'x-extensible-enum': string[] }
    expect(code['x-extensible-enum']).toEqual(expect.arrayContaining(['LAST_OWNER', 'TESTS_FAILED', 'UNKNOWN_SUBJECT']))
    for (const each of code['x-extensible-enum']) expect(code.description).toContain(`- \`${each}\`: `)
    expect(code).not.toHaveProperty('enum')
  })
})
