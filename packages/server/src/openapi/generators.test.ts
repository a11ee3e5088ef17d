import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Validator } from '@seriousme/openapi-schema-validator'
import { generateSource } from 'oazapfts'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { FetchingJSONSchemaStore, InputData, JSONSchemaInput, quicktype } from 'quicktype-core'
import { describe, expect, it } from 'vitest'

import { stubServices } from '../../test/stub-services.ts'
import { createRoutes } from '../routes.ts'
import { createMetrics } from '../system/metrics.ts'
import { toOpenApi } from './to-openapi.ts'

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

/** As a client gets it; a generator may change what it is given. */
const text = JSON.stringify(toOpenApi(createRoutes(stubServices([]), createMetrics())))
const parse = (): Described => JSON.parse(text) as Described
const operations = Object.values(parse().paths).flatMap((methods) => Object.values(methods))

async function writeModels(lang: 'go' | 'python'): Promise<string> {
  const input = new JSONSchemaInput(new FetchingJSONSchemaStore())
  const { components } = parse()
  for (const name of Object.keys(components.schemas))
    await input.addSource({ name, schema: JSON.stringify({ $ref: `#/components/schemas/${name}`, components }) })
  const inputData = new InputData()
  inputData.addInput(input)
  return (await quicktype({ inputData, lang })).lines.join('\n')
}

describe('the description', () => {
  it('is a document of OpenAPI 3.1, by the schema of its authors', async () => {
    expect(await new Validator().validate(JSON.parse(text) as Record<string, unknown>)).toMatchObject({ valid: true })
  })

  it('gives types of TypeScript by openapi-typescript, which lints it before', async () => {
    const types = astToString(await openapiTS(parse() as unknown as OpenAPI3, { silent: true }))
    for (const { operationId } of operations) expect(types).toContain(`    ${operationId}: {`)
  })

  it('gives a client of TypeScript by oazapfts, with a function for each operation', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rolecall-openapi-'))
    try {
      await writeFile(join(folder, 'openapi.json'), text)
      const source = await generateSource(join(folder, 'openapi.json'))
      for (const { operationId } of operations) expect(source).toContain(`export function ${operationId}(`)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it.each([
    ['go', 'type MemberDetail struct {'],
    ['python', 'class MemberDetail:'],
  ] as const)('gives models of %s by quicktype', async (lang, expected) => {
    expect(await writeModels(lang)).toContain(expected)
  })
})
