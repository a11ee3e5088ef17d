import type { MappingKind, RuleDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { readEntry } from './read-entry.ts'
import { toRule } from './to-rule.ts'

/** The section that says which groups give which roles; every entry that matches gives its own. */
export const groupMappings: MappingKind = {
  section: 'scimGroupMappings',
  summary: 'Which SCIM groups give which roles in the organization and its teams.',
  facts: ['groups'],
  effects: ['role'],
  compile: compileEntries,
}

function compileEntries(section: MappingNode): readonly RuleDefinition[] {
  const rules = new Map<string, RuleDefinition>()
  for (const item of section.readList()) {
    const entry = readEntry(item)
    if (entry === undefined) continue
    const rule = toRule(groupMappings.section, entry)
    const first = rules.get(rule.id)
    if (first === undefined) rules.set(rule.id, rule)
    else
      item.report(
        'warning',
        'DUPLICATE_ENTRY',
        `The entry in line ${first.line} says the same; this one changes nothing.`,
      )
  }
  return [...rules.values()]
}
