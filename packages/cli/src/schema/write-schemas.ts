import { toMappingSchema, toTestFileSchema } from '@rolecall/rules/schema/to-mapping-schema'
import { mkdirSync, writeFileSync } from 'node:fs'

import { readBundledVocabulary } from './bundled-vocabulary.ts'
import { toConfigurationSchema } from './to-configuration-schema.ts'

// A step of the build: the JSON Schemas of the files that people write, for their editors.
const folder = new URL('../../schema/', import.meta.url)
const vocabulary = await readBundledVocabulary()

mkdirSync(folder, { recursive: true })
write('config', toConfigurationSchema())
write('mapping', toMappingSchema(vocabulary))
write('mapping-tests', toTestFileSchema(vocabulary))

function write(name: string, schema: object): void {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`)
}
