import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from 'openapi-typescript'
import { expect, it } from 'vitest'

import { stubServices } from '../../test/stub-services.ts'
import { createRoutes } from '../routes.ts'
import { createMetrics } from '../system/metrics.ts'
import { namedSchemas } from './named-schemas.ts'
import { toOpenApi } from './to-openapi.ts'

const file = '../../../console/src/api/types.ts'
const clientFile = '../../../client/src/openapi.ts'

/** `npx vitest run --project unit packages/server/src/openapi -u` writes the file anew. */
it('names what the console speaks of, whose types are made of it', async () => {
  const document = toOpenApi(createRoutes(stubServices([]), createMetrics())) as unknown as OpenAPI3
  const schemas = Object.entries(document.components?.schemas ?? {}).filter(([name]) => name in namedSchemas)
  const types = await openapiTS(
    { ...document, paths: {}, components: { schemas: Object.fromEntries(schemas) } },
    { immutable: true, rootTypes: true, rootTypesNoSchemaPrefix: true, silent: true },
  )
  await expect(COMMENT_HEADER + astToString(types)).toMatchFileSnapshot(file)
})

/** By `-u` as well. */
it('gives the client its types, of every call', async () => {
  const document = toOpenApi(createRoutes(stubServices([]), createMetrics())) as unknown as OpenAPI3
  const types = await openapiTS(document, { immutable: true, silent: true })
  const text = astToString(types)
  const operations = Object.values(document.paths ?? {}).flatMap((methods) => Object.values(methods))
  for (const { operationId } of operations as { operationId: string }[])
    expect(text).toContain(`    readonly ${operationId}: {`)
  await expect(COMMENT_HEADER + text).toMatchFileSnapshot(clientFile)
})
