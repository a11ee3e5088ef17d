import { give } from '@rolecall/core/plugin/effect-values'
import type { EffectDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { Reference, RuleGrant } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import type { TextTemplate } from '@rolecall/core/plugin/text-template'
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

/** In a rule with a condition. */
const templated = {
  description:
    'A text without regard to case; ${user.department} stands for an attribute, ${name} for a capture of a matches.',
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
    properties: {
      organizationRole: { ...templated, anyOf: [organizationRole, { type: 'string', pattern: '\\$\\{' }] },
    },
    read(fields) {
      const node = fields.get('organizationRole')
      if (typeof node?.value === 'string' && node.value.includes('${')) return readOrganizationTemplate(node)
      const text = node?.readChoice(organizationRoles)
      return node && text && toRoleGrant(null, { text, node })
    },
  },
  {
    type: 'teamMemberRole',
    effect: 'role',
    summary: 'A role in a team.',
    required: ['teamId', 'teamMemberRole'],
    properties: {
      teamId: { ...teamId, ...templated },
      teamMemberRole: { ...teamMemberRole, ...templated },
    },
    read(fields) {
      const team = readTemplatePart(fields.get('teamId'))
      const role = readTemplatePart(fields.get('teamMemberRole'))
      return team && role && toTemplateGrant(team, role)
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

/** A text that may have `${…}` in it. */
interface TemplatePart extends Part {
  readonly template: TextTemplate
}

function readTemplatePart(node: MappingNode | undefined): TemplatePart | undefined {
  const template = node?.readTemplate()
  return node && template && { text: template.text, node, template }
}

function readOrganizationTemplate(node: MappingNode): RuleGrant | undefined {
  const part = readTemplatePart(node)
  return part && toTemplateGrant(null, part)
}

/** What a value says is known only of a person. A role of an organization that there is not is given to nobody. */
function toTemplateGrant(team: TemplatePart | null, role: TemplatePart): RuleGrant {
  const templates = [...(team === null ? [] : [team.template]), role.template]
  if (templates.every(({ variables }) => variables.length === 0)) return toRoleGrant(team, role)
  const scope = team === null ? 'organization' : `team:${fold(team.text)}`
  return {
    key: `${scope}/${fold(role.text)}`,
    templates,
    references: toTemplateReferences(team, role, scope),
    assign({ group }, { expiresAt, values }) {
      const text = role.template.fill(values)
      const known = team === null ? organizationRoles.find((other) => fold(other) === fold(text)) : text
      if (known === undefined) return undefined
      const where = team === null ? 'organization' : `team:${fold(team.template.fill(values).trim())}`
      return give('role', { scope: where, role: known, groupId: group?.id ?? '', expiresAt })
    },
  }
}

function toTemplateReferences(team: TemplatePart | null, role: TemplatePart, scope: string): readonly Reference[] {
  const isFixed = (part: TemplatePart) => part.template.variables.length === 0
  const fixedTeam = team !== null && isFixed(team) ? team : null
  if (isFixed(role)) {
    const isRole = ({ kind }: Reference) => kind === 'role'
    return toRoleReferences(fixedTeam, role, scope).map((one) => (isRole(one) ? { ...one, byTemplate: true } : one))
  }
  const mayBe = (wanted: string) => role.template.mayBe(wanted)
  const anyRole: Reference = { kind: 'anyRole', scope, text: role.text, mayBe, byTemplate: true, ...placeOf(role) }
  return fixedTeam === null ? [anyRole] : [{ kind: 'team', id: fixedTeam.text, ...placeOf(fixedTeam) }, anyRole]
}

/** The team and the role, to warn about what does not exist (yet). */
export function toRoleReferences(team: Part | null, role: Part, scope: string): readonly Reference[] {
  const reference: Reference = { kind: 'role', scope, role: role.text, ...placeOf(role) }
  return team === null ? [reference] : [{ kind: 'team', id: team.text, ...placeOf(team) }, reference]
}

export function placeOf({ node: { line, column } }: Part) {
  return { line, column }
}
