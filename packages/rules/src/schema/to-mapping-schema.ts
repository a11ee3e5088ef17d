import type { MappingKind, SchemaWords } from '@rolecall/core/plugin/mapping-kind'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { effectsBesideRoles } from '../tests/effects-beside-roles.ts'
import { toWords, type Vocabulary, type Words } from '../vocabulary.ts'
import { limitsSchema, teamsSchema } from './policy-schema.ts'
import { testsSchema } from './tests-schema.ts'
import { conditionSchema, grantsSchema, instantSchema } from './word-schemas.ts'

/**
 * The JSON Schema (draft-07) of a mapping file, made of what the plugins contribute: for editors, which complete and
 * check by it. The server checks more: conditions, patterns and names.
 */
export function toMappingSchema(vocabulary: Vocabulary): JsonObject {
  const words = toWords(vocabulary)
  const parts = toParts(words)
  const sections = words.kinds.map((kind) => [kind.section, toSectionSchema(kind, parts)] as const)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A mapping of Rolecall',
    description: 'Which groups and which people have which roles.',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(sections),
      teams: teamsSchema,
      limits: limitsSchema,
      tests: testsSchema(parts, effectsBesideRoles(words)),
    },
  }
}

/** The JSON Schema of a file of tests (`*.test.yaml`). */
export function toTestFileSchema(vocabulary: Vocabulary): JsonObject {
  const words = toWords(vocabulary)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Tests of a mapping of Rolecall',
    type: 'object',
    required: ['tests'],
    additionalProperties: false,
    properties: { tests: testsSchema(toParts(words), effectsBesideRoles(words)) },
  }
}

function toParts(words: Words): SchemaWords {
  return { condition: conditionSchema(words), grants: grantsSchema(words), instant: instantSchema }
}

function toSectionSchema({ schema, summary }: MappingKind, parts: SchemaWords): JsonObject {
  if (schema === undefined) return { description: summary }
  return { description: summary, ...(typeof schema === 'function' ? schema(parts) : schema) }
}
