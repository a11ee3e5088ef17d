import type { Fields, MappingNode, ReadFields } from '@rolecall/core/plugin/mapping-node'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'

/** An entry of `scimGroupMappings` as its author wrote it, with the place of each part. */
export interface GroupEntry {
  readonly node: MappingNode
  readonly group: Part
  /** `null` for a role in the organization. */
  readonly team: Part | null
  readonly role: Part
}

/** A text and where it stands. */
export interface Part {
  readonly text: string
  readonly node: MappingNode
}

const types = ['organizationOwner', 'organizationRole', 'teamMemberRole'] as const
type EntryType = (typeof types)[number]

/** The keys of each type of entry; no other is allowed in it. */
const fieldsOf: Record<EntryType, Fields> = {
  organizationOwner: { required: ['scimGroup', 'type'] },
  organizationRole: { required: ['scimGroup', 'type', 'organizationRole'] },
  teamMemberRole: { required: ['scimGroup', 'type', 'teamId', 'teamMemberRole'] },
}

/** What may stand in an entry whose type is not known. */
const anyFields: Fields = {
  required: ['scimGroup', 'type'],
  optional: ['organizationRole', 'teamId', 'teamMemberRole'],
}

const organizationRoles = ['Owner', 'Member'] as const

/** Reads one entry; every mistake in it is reported, and `undefined` answered if there is one. */
export function readEntry(node: MappingNode): GroupEntry | undefined {
  const fields = node.readFields(fieldsFor(node))
  if (fields === undefined) return undefined
  const type = fields.get('type')?.readChoice(types)
  const group = readPart(fields, 'scimGroup')
  const team = readPart(fields, 'teamId')
  const role = type === 'organizationOwner' ? ownerOf(fields) : readRole(fields, type)
  if (type === undefined || group === undefined || role === undefined) return undefined
  if (type !== 'teamMemberRole') return { node, group, team: null, role }
  return team && { node, group, team, role }
}

/** Which keys an entry must have is known by its type, which is read first. */
function fieldsFor({ value }: MappingNode): Fields {
  const type = isJsonObject(value) ? String(value['type']).toLowerCase() : ''
  const known = types.find((candidate) => candidate.toLowerCase() === type)
  return known === undefined ? anyFields : fieldsOf[known]
}

/** The role of an `organizationOwner` is said by the type alone. */
function ownerOf(fields: ReadFields): Part | undefined {
  const node = fields.get('type')
  return node && { text: 'Owner', node }
}

/** Any text may be a team's role, since each organization has its own; the organization's are fixed. */
function readRole(fields: ReadFields, type: EntryType | undefined): Part | undefined {
  const node = fields.get('organizationRole')
  const organizationRole = node?.readChoice(organizationRoles)
  const teamRole = readPart(fields, 'teamMemberRole')
  if (type === 'teamMemberRole') return teamRole
  return node && organizationRole && { text: organizationRole, node }
}

function readPart(fields: ReadFields, key: string): Part | undefined {
  const node = fields.get(key)
  const text = node?.readText()
  return node && text !== undefined ? { text, node } : undefined
}
