import type { SchemaWords } from '@rolecall/core/plugin/mapping-kind'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { selectors } from './provider-value.ts'

/** Values are text, whatever YAML takes them for: `2024`, `007`, `true`. */
const value = { type: ['string', 'number', 'boolean'] } as const

/** The JSON Schema of `providerRoles`. */
export function providerRolesSchema({ grants, instant }: SchemaWords): JsonObject {
  const exact = (attribute: string) => ({
    ...value,
    description: `A value of ${attribute} of a user, without regard to case; always literal.`,
  })
  const pattern = (attribute: string) => ({
    ...value,
    description: `A regular expression (RE2) over the whole value of ${attribute}, without regard to case, with named captures.`,
  })
  return {
    type: ['array', 'null'],
    description: 'What the roles and entitlements give that the provider assigns to people.',
    items: {
      type: 'object',
      required: ['grant'],
      additionalProperties: false,
      properties: {
        role: exact('roles'),
        rolePattern: pattern('roles'),
        entitlement: exact('entitlements'),
        entitlementPattern: { ...pattern('entitlements'), examples: ['(?<team>[^:]+):(?<role>editor|steward)'] },
        grant: { type: 'array', minItems: 1, items: grants, description: 'What everybody has to whom it is assigned.' },
        expires: instant,
        privileged: {
          type: 'boolean',
          description: 'That it may give a privileged role, though no value is named exactly.',
        },
      },
      oneOf: Object.keys(selectors).map((key) => ({ required: [key] })),
    },
    examples: [
      [
        {
          entitlement: 'marketing:steward',
          grant: [{ type: 'teamMemberRole', teamId: 'marketing', teamMemberRole: 'Steward' }],
        },
      ],
    ],
  }
}
