import type { SchemaWords } from '@rolecall/core/plugin/mapping-kind'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { roleProperties } from './role-effects.ts'

/** Names in a mapping are text, whatever YAML takes them for: `2024`, `007`, `true`. */
const name = { type: ['string', 'number', 'boolean'] } as const

/** The JSON Schema of `scimGroupMappings`. */
export function groupMappingsSchema({ instant }: SchemaWords): JsonObject {
  const properties = {
    scimGroup: { ...name, description: 'The displayName of a group, without regard to case; always literal.' },
    scimGroupId: { ...name, description: 'The SCIM id of a group.' },
    scimGroupPattern: {
      ...name,
      description:
        'A regular expression (RE2) over the whole displayName, without regard to case, with named captures.',
      examples: ['^acme_(?<team>.+)_(?<role>member|steward)s$'],
    },
    type: { type: 'string', description: 'What the group gives.' },
    teamId: roleProperties.teamId,
    teamMemberRole: roleProperties.teamMemberRole,
    organizationRole: { type: 'string', description: roleProperties.organizationRole.description },
    expires: instant,
    privileged: {
      type: 'boolean',
      description: 'With a pattern: that it may give a privileged role, though no group is named.',
    },
  }
  return {
    type: ['array', 'null'],
    description: 'Which groups give which roles. Every entry that matches gives its own; the order does not matter.',
    items: {
      type: 'object',
      required: ['type'],
      additionalProperties: false,
      properties,
      allOf: [
        { oneOf: ['scimGroup', 'scimGroupId', 'scimGroupPattern'].map((key) => ({ required: [key] })) },
        {
          oneOf: [
            entryOf('organizationOwner', []),
            entryOf('organizationRole', ['organizationRole']),
            entryOf('teamMemberRole', ['teamId', 'teamMemberRole']),
          ],
        },
        { anyOf: [{ required: ['scimGroupPattern'] }, { not: { required: ['privileged'] } }] },
      ],
    },
    examples: [
      [{ scimGroup: 'acme_stewards', type: 'teamMemberRole', teamId: 'marketing', teamMemberRole: 'Steward' }],
    ],
  }
}

/** An entry of one type: the keys that it must have, and those of the other types that it must not. */
function entryOf(type: string, required: readonly string[]): JsonObject {
  const others = ['organizationRole', 'teamId', 'teamMemberRole'].filter((key) => !required.includes(key))
  return {
    properties: { type: { const: type } },
    required,
    not: { anyOf: others.map((key) => ({ required: [key] })) },
  }
}
