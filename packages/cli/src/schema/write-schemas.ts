import { mkdirSync, writeFileSync } from 'node:fs'

import { toConfigurationSchema } from './to-configuration-schema.ts'

// A step of the build: the JSON Schemas of the files that people write, for their editors.
const folder = new URL('../../schema/', import.meta.url)

mkdirSync(folder, { recursive: true })
writeFileSync(new URL('config.schema.json', folder), `${JSON.stringify(toConfigurationSchema(), null, 2)}\n`)
