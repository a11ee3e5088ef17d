import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Validator } from '@seriousme/openapi-schema-validator'
import { generateSource } from 'oazapfts'
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
  // One that has all of them: each is read once then, and not all for each.
  const properties = Object.fromEntries(
    Object.keys(components.schemas).map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
  )
  await input.addSource({ name: 'Everything', schema: JSON.stringify({ type: 'object', properties, components }) })
  const inputData = new InputData()
  inputData.addInput(input)
  return (await quicktype({ inputData, lang })).lines.join('\n')
}

describe('the description', () => {
  it('is a document of OpenAPI 3.1, by the schema of its authors', async () => {
    expect(await new Validator().validate(JSON.parse(text) as Record<string, unknown>)).toMatchObject({ valid: true })
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
