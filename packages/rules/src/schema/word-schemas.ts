import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import type { Words } from '../vocabulary.ts'

/** A name: text, whatever YAML takes it for (`2024`, `007`, `true`). */
export const nameSchema: JsonObject = { type: ['string', 'number', 'boolean'] }

export const instantSchema: JsonObject = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\d(?:[Tt]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d:\\d\\d))?$',
  description: 'A date, which ends at 24:00 UTC of that day, or an instant (RFC 3339).',
  examples: ['2027-06-30', '2027-06-30T18:00:00Z'],
}

/** A condition, with the words that plugins contribute in its description. */
export function conditionSchema({ facts, operators }: Words): JsonObject {
  const words = [
    ...facts.map(({ name, summary }) => `${name}: ${summary}`),
    ...operators.flatMap(({ name, summary }) => (summary === undefined ? [] : [`${name}: ${summary}`])),
  ]
  const contributed = words.length === 0 ? '' : ` Also:\n${words.map((word) => `- ${word}`).join('\n')}`
  return {
    type: 'string',
    minLength: 1,
    description: `A SCIM filter over user, group and member (RFC 7644 §3.4.2.2).${contributed}`,
    examples: [
      'group.displayName eq "acme_stewards" and user.active eq true',
      'user.emails[type eq "work"].value ew "@example.com"',
      'not (user.groups[display eq "acme_guests"])',
    ],
  }
}

/** One of the things that a rule may give. */
export function grantsSchema({ effects }: Words): JsonObject {
  return {
    type: 'object',
    required: ['type'],
    anyOf: effects.map(({ optional = [], properties = {}, required, summary, type }) => ({
      description: summary,
      required,
      additionalProperties: false,
      properties: {
        type: { const: type },
        ...Object.fromEntries([...required, ...optional].map((key) => [key, properties[key] ?? nameSchema])),
      },
    })),
  }
}
