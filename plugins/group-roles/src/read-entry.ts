import type { Fields, MappingNode, ReadFields } from '@rolecall/core/plugin/mapping-node'
import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'
import { organizationRoles, readPart, type Part } from './role-effects.ts'
import { readTemplate, type Template } from './template.ts'

/** An entry of `scimGroupMappings` as its author wrote it, with the place of each part. */
export interface GroupEntry {
  readonly node: MappingNode
  readonly group: GroupSelector
  /** `null` for a role in the organization. */
  readonly team: EntryPart | null
  readonly role: EntryPart
  /** An instant, or `null` for no end. */
  readonly expiresAt: string | null
  readonly privileged: boolean
}

/** Which groups: exactly one of the three keys. */
export type GroupSelector = Part &
  ({ readonly key: 'scimGroup' | 'scimGroupId' } | { readonly key: 'scimGroupPattern'; readonly pattern: NamePattern })

/** A part of an entry; in one with a pattern it may have captures. */
export interface EntryPart extends Part {
  readonly template: Template | null
}

const types = ['organizationOwner', 'organizationRole', 'teamMemberRole'] as const
type EntryType = (typeof types)[number]

const selectors = ['scimGroup', 'scimGroupId', 'scimGroupPattern'] as const

/** The keys of each type of entry beside the group; no other is allowed in it. */
const keysOf: Record<EntryType, readonly string[]> = {
  organizationOwner: [],
  organizationRole: ['organizationRole'],
  teamMemberRole: ['teamId', 'teamMemberRole'],
}

/** Reads one entry; every mistake in it is reported, and `undefined` answered if there is one. */
export function readEntry(node: MappingNode): GroupEntry | undefined {
  const fields = node.readFields(fieldsFor(node))
  if (fields === undefined) return undefined
  const type = fields.get('type')?.readChoice(types)
  const group = readSelector(fields, node)
  const pattern = group?.key === 'scimGroupPattern' ? group.pattern : null
  const team = withTemplate(readPart(fields.get('teamId')), pattern)
  const role = readRole(fields, type, pattern)
  const expires = fields.get('expires')
  const expiresAt = expires === undefined ? null : expires.readEnd()
  const privileged = fields.get('privileged')?.readBoolean() ?? false
  if (type === undefined || group === undefined || role === undefined) return undefined
  // A date that is none is reported, and refuses the file; what else the entry names is looked at all the same.
  const entry = { node, group, role, expiresAt: expiresAt ?? null, privileged }
  if (pattern !== null) reportUnused(group, [team, role], pattern)
  if (type !== 'teamMemberRole') return { ...entry, team: null }
  return team && { ...entry, team }
}

/** Which keys an entry must have is known by its type and by the key of its group, which are read first. */
function fieldsFor({ value }: MappingNode): Fields {
  const object = isJsonObject(value) ? value : {}
  const written = selectors.filter((key) => Object.hasOwn(object, key))
  const selector = written.length === 1 ? written : ['scimGroup']
  const required = written.length > 1 ? ['type'] : [...selector, 'type']
  const others = written.length > 1 ? written : []
  const optional = [...others, 'expires', ...(written.includes('scimGroupPattern') ? ['privileged'] : [])]
  const type = types.find((candidate) => candidate.toLowerCase() === String(object['type']).toLowerCase())
  if (type === undefined) return { required, optional: [...optional, ...Object.values(keysOf).flat()] }
  return { required: [...required, ...keysOf[type]], optional }
}

function readSelector(fields: ReadFields, node: MappingNode): GroupSelector | undefined {
  const written = selectors.filter((key) => fields.has(key))
  const [key, other] = written
  if (other !== undefined) {
    node.report('error', 'SEVERAL_GROUPS', `An entry has one of ${selectors.join(', ')}, not ${written.join(' and ')}.`)
    return undefined
  }
  const part = key === undefined ? undefined : readPart(fields.get(key))
  if (key === undefined || part === undefined) return undefined
  if (key !== 'scimGroupPattern') return { ...part, key }
  const pattern = part.node.readPattern()
  return pattern && { ...part, key, pattern }
}

/**
 * Any text may be a team's role, since each organization has its own; the organization's are fixed. The role of an
 * `organizationOwner` is said by the type alone.
 */
function readRole(fields: ReadFields, type: EntryType | undefined, pattern: NamePattern | null): EntryPart | undefined {
  const typeNode = fields.get('type')
  if (type === 'organizationOwner') return typeNode && { text: 'Owner', node: typeNode, template: null }
  const teamRole = withTemplate(readPart(fields.get('teamMemberRole')), pattern)
  const node = fields.get('organizationRole')
  const captured = pattern !== null && typeof node?.value === 'string' && node.value.includes('${')
  const organizationRole = captured ? withTemplate(readPart(node), pattern) : readOrganizationRole(node)
  return type === 'teamMemberRole' ? teamRole : organizationRole
}

function readOrganizationRole(node: MappingNode | undefined): EntryPart | undefined {
  const text = node?.readChoice(organizationRoles)
  return node && text && { text, node, template: null }
}

function withTemplate(part: Part | undefined, pattern: NamePattern | null): EntryPart | undefined {
  if (part === undefined || pattern === null || !part.text.includes('${')) return part && { ...part, template: null }
  return { ...part, template: readTemplate(part, pattern) }
}

function reportUnused(group: Part, parts: readonly (EntryPart | undefined)[], pattern: NamePattern): void {
  const used = new Set(parts.flatMap((part) => part?.template?.captures ?? []))
  for (const name of pattern.captures) {
    if (used.has(name)) continue
    group.node.report('warning', 'UNUSED_CAPTURE', `The capture '${name}' is used nowhere in the entry.`)
  }
}
