import { give } from '@rolecall/core/plugin/effect-values'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { organizationRoles, placeOf, roleProperties, toRoleReferences } from './role-effects.ts'

/** What everybody whom the provider sends has without any group. */
export const defaults: MappingKind = {
  section: 'defaults',
  summary: 'What everybody has without any group.',
  facts: ['user'],
  effects: ['role'],
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      organizationRole: {
        ...roleProperties.organizationRole,
        description: 'The role of everybody in the organization.',
      },
      privileged: { type: 'boolean', description: 'Needed to make everybody Owner.' },
    },
    examples: [{ organizationRole: 'Member' }],
  },
  compile: compileDefaults,
}

function compileDefaults(section: MappingNode): readonly RuleDefinition[] {
  const fields = section.readFields({ required: [], optional: ['organizationRole', 'privileged'] })
  const privileged = fields?.get('privileged')?.readBoolean() ?? false
  const node = fields?.get('organizationRole')
  const role = node?.readChoice(organizationRoles)
  if (node === undefined || role === undefined) return []
  const scope = 'organization'
  const part = { text: role, node }
  return [
    {
      id: `${defaults.section}:organizationRole`,
      ...placeOf(part),
      when: { always: true },
      privileged,
      references: toRoleReferences(null, part, scope),
      assign: () => [give('role', { scope, role, groupId: '', expiresAt: null })],
    },
  ]
}
