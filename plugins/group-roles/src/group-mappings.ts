import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { groupMappingsSchema } from './group-mappings-schema.ts'
import { readEntry, type GroupEntry } from './read-entry.ts'
import { toRule } from './to-rule.ts'

/** The section that says which groups give which roles; every entry that matches gives its own. */
export const groupMappings: MappingKind = {
  section: 'scimGroupMappings',
  summary: 'Which SCIM groups give which roles in the organization and its teams.',
  facts: ['groups'],
  effects: ['role'],
  diagnostics: {
    DUPLICATE_ENTRY: 'Two entries say the same; the one that ends later is enough.',
    PATTERN_MATCHES_ALL: 'The pattern matches every group.',
    SEVERAL_GROUPS: 'An entry names its group in more than one way.',
    UNKNOWN_CAPTURE: 'A capture is used that the pattern does not have.',
    UNUSED_CAPTURE: 'The pattern has a capture that is used nowhere.',
  },
  schema: groupMappingsSchema,
  compile: compileEntries,
}

function compileEntries(section: MappingNode): readonly RuleDefinition[] {
  const entries = new Map<string, GroupEntry>()
  for (const item of section.readList()) {
    const entry = readEntry(item)
    if (entry === undefined) continue
    reportTooWide(entry)
    const { id } = toRule(groupMappings.section, entry)
    const first = entries.get(id)
    entries.set(id, first === undefined ? entry : longest(first, entry))
  }
  return [...entries.values()].map((entry) => toRule(groupMappings.section, entry))
}

/** Two entries that say the same give it until the later end: the order of the file never matters. */
function longest(first: GroupEntry, second: GroupEntry): GroupEntry {
  const isLonger = first.expiresAt !== null && (second.expiresAt === null || second.expiresAt > first.expiresAt)
  second.node.report(
    'warning',
    'DUPLICATE_ENTRY',
    isLonger
      ? `The entry in line ${first.node.line} says the same and ends earlier; this one alone is needed.`
      : `The entry in line ${first.node.line} says the same; this one changes nothing.`,
  )
  const { expiresAt } = isLonger ? second : first
  return { ...first, expiresAt, privileged: first.privileged || second.privileged }
}

function reportTooWide({ group, role, team }: GroupEntry): void {
  if (group.key !== 'scimGroupPattern' || !group.pattern.matchesAll) return
  const owner = team === null && (role.template === null ? role.text === 'Owner' : role.template.mayBe('Owner'))
  group.node.report(
    'warning',
    'PATTERN_MATCHES_ALL',
    owner
      ? 'The pattern matches every group: whoever is in any group of the provider becomes Owner.'
      : 'The pattern matches every group.',
  )
}
