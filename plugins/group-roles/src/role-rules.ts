import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { ReadGrant, RuleDefinition } from '@rolecall/core/plugin/rule'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { roleRulesSchema } from './role-rules-schema.ts'

/** Rules with any condition over the user, the group and the membership, that give anything that plugins contribute. */
export const roleRules: MappingKind = {
  section: 'roleRules',
  summary: 'Rules with a condition over user, group and membership.',
  facts: ['user', 'groups'],
  effects: 'grants',
  diagnostics: { DUPLICATE_ID: 'Two rules have the same id.' },
  schema: roleRulesSchema,
  compile: compileRules,
}

function compileRules(section: MappingNode): readonly RuleDefinition[] {
  const lines = new Map<string, number>()
  return section.readList().flatMap((item) => {
    const fields = item.readFields({ required: ['id', 'when', 'grant'], optional: ['expires', 'privileged'] })
    const idNode = fields?.get('id')
    const id = idNode?.readText()
    const when = fields?.get('when')?.readCondition()
    const grants = fields?.get('grant')?.readGrants({ when })
    const expires = fields?.get('expires')
    const expiresAt = expires === undefined ? null : expires.readEnd()
    const privileged = fields?.get('privileged')?.readBoolean() ?? false
    if (idNode === undefined || id === undefined || isTwice(idNode, id, lines)) return []
    // What is wrong is reported, and refuses the file; what else the rule names is looked at all the same.
    const rule = toRule(item, id, grants ?? [], expiresAt ?? null)
    return [when === undefined ? { ...rule, when: { always: true }, privileged: true } : { ...rule, when, privileged }]
  })
}

function isTwice(node: MappingNode, id: string, lines: Map<string, number>): boolean {
  const first = lines.get(id)
  if (first === undefined) lines.set(id, node.line)
  else node.report('error', 'DUPLICATE_ID', `The rule in line ${first} has the id '${id}' already.`)
  return first !== undefined
}

function toRule({ column, line }: MappingNode, id: string, grants: readonly ReadGrant[], expiresAt: string | null) {
  return {
    id: `${roleRules.section}:${id}`,
    line,
    column,
    expiresAt,
    templates: grants.flatMap(({ templates }) => templates),
    references: grants.flatMap(({ references = [] }) => references),
    assign: (match) => grants.flatMap((grant) => grant.assign(match, { expiresAt })),
  } satisfies Omit<RuleDefinition, 'when'>
}
