import type { SchemaWords } from '@rolecall/core/plugin/mapping-kind'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { nameSchema } from './word-schemas.ts'

const names: JsonObject = { type: ['array', 'null'], items: nameSchema }

/** The JSON Schema of `tests`. */
export function testsSchema({ condition }: SchemaWords, effects: readonly string[]): JsonObject {
  const expectation = expectationSchema(effects)
  return {
    type: ['array', 'null'],
    description: 'Run at every check, plan and apply; a failing one refuses the mapping.',
    items: {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: nameSchema,
        given: givenSchema,
        forAll: {
          type: 'object',
          description: 'All people of whom this holds: some at the boundary of each rule are tried.',
          additionalProperties: false,
          properties: { inGroups: names, notInGroups: names, user: condition },
        },
        expect: { ...expectation, description: 'All that the person has; what is not listed must be absent.' },
        expectNot: { ...expectation, description: 'What nobody of them has.' },
      },
      oneOf: [
        { required: ['given'], anyOf: [{ required: ['expect'] }, { required: ['expectNot'] }] },
        { required: ['forAll', 'expectNot'], not: { required: ['expect'] } },
      ],
    },
    examples: [
      [{ name: 'a steward', given: { groups: ['acme_stewards'] }, expect: { teams: { sales: ['Steward'] } } }],
    ],
  }
}

const givenSchema: JsonObject = {
  type: 'object',
  description: 'One person.',
  additionalProperties: false,
  properties: {
    user: { type: 'object', description: 'The attributes of a SCIM User; active unless something else is said.' },
    groups: {
      type: ['array', 'null'],
      description: 'Groups by name or id, or with their attributes.',
      items: { anyOf: [nameSchema, { type: 'object' }] },
    },
  },
}

function expectationSchema(effects: readonly string[]): JsonObject {
  const values: JsonObject = { type: ['array', 'null'], items: { type: 'object' } }
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      organization: { ...names, description: 'Roles in the organization; Member never has to be listed.' },
      teams: { type: 'object', additionalProperties: names, description: 'Roles by team.' },
      effects: {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(effects.map((effect) => [effect, values])),
        description: 'What else rules give, by effect.',
      },
    },
  }
}
