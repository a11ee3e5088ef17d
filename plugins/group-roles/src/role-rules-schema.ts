import type { SchemaWords } from '@rolecall/core/plugin/mapping-kind'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'

/** The JSON Schema of `roleRules`. */
export function roleRulesSchema({ condition, grants, instant }: SchemaWords): JsonObject {
  return {
    type: ['array', 'null'],
    description: 'Rules with a condition. One that mentions group or member is decided for each membership.',
    items: {
      type: 'object',
      required: ['id', 'when', 'grant'],
      additionalProperties: false,
      properties: {
        id: { type: ['string', 'number'], description: 'Names the rule as the reason of a role; unique in the file.' },
        when: condition,
        grant: {
          type: 'array',
          minItems: 1,
          items: grants,
          description: 'What everybody has for whom the condition holds.',
        },
        expires: instant,
        privileged: {
          type: 'boolean',
          description: 'That it may give a privileged role, though no group is required by name or id.',
        },
      },
    },
  }
}
