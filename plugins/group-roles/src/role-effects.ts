import { give } from '@rolecall/core/plugin/effect-values'
import type { EffectDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { Reference, RuleGrant } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { fold } from '@rolecall/core/scim/fold'

/** The roles of an organization; those of its teams are its own. */
export const organizationRoles = ['Owner', 'Member'] as const

/** Names are text, whatever YAML takes them for: `2024`, `007`. */
const name = { type: ['string', 'number', 'boolean'] } as const

const teamId = { ...name, description: 'The id of a team, without regard to case.' } as const
const teamMemberRole = {
  ...name,
  description: 'A role of the team catalogue, without regard to case.',
  examples: ['Owner', 'Approver', 'Editor', 'Steward', 'Member'],
} as const
const organizationRole = {
  type: 'string',
  enum: organizationRoles,
  description: 'A role in the organization.',
} as const

/** The JSON Schema of the keys of role effects. */
export const roleProperties = { teamId, teamMemberRole, organizationRole }

/** What a rule may give: a role in the organization or in a team. */
export const roleEffects: readonly EffectDefinition[] = [
  {
    type: 'organizationOwner',
    effect: 'role',
    summary: 'Owner of the organization.',
    required: [],
    read: (_fields, item) => toRoleGrant(null, { text: 'Owner', node: item }),
  },
  {
    type: 'organizationRole',
    effect: 'role',
    summary: 'A role in the organization.',
    required: ['organizationRole'],
    properties: { organizationRole },
    read(fields) {
      const node = fields.get('organizationRole')
      const text = node?.readChoice(organizationRoles)
      return node && text && toRoleGrant(null, { text, node })
    },
  },
  {
    type: 'teamMemberRole',
    effect: 'role',
    summary: 'A role in a team.',
    required: ['teamId', 'teamMemberRole'],
    properties: { teamId, teamMemberRole },
    read(fields) {
      const team = readPart(fields.get('teamId'))
      const role = readPart(fields.get('teamMemberRole'))
      return team && role && toRoleGrant(team, role)
    },
  },
]

/** A text and where it stands. */
export interface Part {
  readonly text: string
  readonly node: MappingNode
}

export function readPart(node: MappingNode | undefined): Part | undefined {
  const text = node?.readText()
  return node && text !== undefined ? { text, node } : undefined
}

/** `team` is `null` for the organization. */
function toRoleGrant(team: Part | null, role: Part): RuleGrant {
  const scope = team === null ? 'organization' : `team:${fold(team.text)}`
  return {
    key: `${scope}/${fold(role.text)}`,
    references: toRoleReferences(team, role, scope),
    assign({ group }, { expiresAt }) {
      return give('role', { scope, role: role.text, groupId: group?.id ?? '', expiresAt })
    },
  }
}

/** The team and the role, to warn about what does not exist (yet). */
export function toRoleReferences(team: Part | null, role: Part, scope: string): readonly Reference[] {
  const reference: Reference = { kind: 'role', scope, role: role.text, ...placeOf(role) }
  return team === null ? [reference] : [{ kind: 'team', id: team.text, ...placeOf(team) }, reference]
}

export function placeOf({ node: { line, column } }: Part) {
  return { line, column }
}
