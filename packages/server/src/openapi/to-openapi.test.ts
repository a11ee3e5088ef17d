import { describe, expect, it } from 'vitest'

import { stubServices } from '../../test/stub-services.ts'
import { createRoutes } from '../routes.ts'
import { createMetrics } from '../system/metrics.ts'
import { toOpenApi, toTemplate } from './to-openapi.ts'

interface Operation {
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
    expect(Object.keys(operation.responses).some((status) => status.startsWith('2') || status === '501')).toBe(true)
    const open = route.path.split('/').filter((part) => part.startsWith(':'))
    expect(operation.parameters.filter((parameter) => parameter.in === 'path')).toHaveLength(open.length)
    expect(open.length).toBeLessThanOrEqual(1)
  })

  it('describes bodies by the schemas that check them', () => {
    const body = paths['/api/organization/members/{email}']?.['put']?.requestBody
    expect(body?.content['application/json']?.schema).toEqual({
      type: 'object',
      properties: { role: { anyOf: [{ type: 'string', minLength: 1, maxLength: 1_000 }, { type: 'null' }] } },
      required: ['role'],
      additionalProperties: false,
    })
  })

  it('is JSON: nothing in it is lost on the way', () => {
    expect(JSON.parse(JSON.stringify(description))).toEqual(description)
  })
})
