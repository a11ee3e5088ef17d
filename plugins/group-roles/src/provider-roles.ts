import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import type { ReadGrant, RuleDefinition } from '@rolecall/core/plugin/rule'
import { fold } from '@rolecall/core/scim/fold'
import { providerRolesSchema } from './provider-roles-schema.ts'
import { fieldsOfEntry, readProviderValue, toCondition, type ProviderValue } from './provider-value.ts'
import { escape } from './rule-id.ts'
import { unusedValues } from './unused-values.ts'

/**
 * What the provider assigns by `roles` and `entitlements` of a user. Each entry is what somebody would write as a rule with a
 * condition on these attributes: it is decided, planned, explained and braked as that.
 */
export const providerRoles: MappingKind = {
  section: 'providerRoles',
  summary: 'What the roles and entitlements give that the provider assigns to people.',
  facts: ['user'],
  effects: 'grants',
  diagnostics: {
    DUPLICATE_ENTRY: 'Two entries give the same by the same value; the one that ends later is enough.',
    SEVERAL_VALUES: 'An entry names what the provider assigns in more than one way.',
  },
  findings: {
    'unknown-provider-value': 'The provider assigns a role or an entitlement that no entry of `providerRoles` knows.',
  },
  schema: providerRolesSchema,
  compile: compileEntries,
}

function compileEntries(section: MappingNode): readonly RuleDefinition[] {
  const known: ProviderValue[] = []
  const rules = new Map<string, RuleDefinition>()
  for (const item of section.readList()) {
    const fields = item.readFields(fieldsOfEntry(item))
    const value = fields && readProviderValue(fields, item)
    const when = value && toCondition(value)
    const grants = fields?.get('grant')?.readGrants({ when }) ?? []
    const expiresAt = fields?.get('expires')?.readEnd() ?? null
    const privileged = fields?.get('privileged')?.readBoolean() ?? false
    if (value === undefined) continue
    known.push(value)
    for (const grant of grants) {
      const rule = toRule(value, grant, { item, expiresAt, privileged })
      rules.set(rule.id, longest(rules.get(rule.id), rule, item))
    }
  }
  return [...rules.values(), unusedValues(providerRoles.section, known)]
}

interface EntryOptions {
  readonly item: MappingNode
  readonly expiresAt: string | null
  readonly privileged: boolean
}

/**
 * One rule for each thing that is given, so that another one beside it changes nothing. Whoever names a value exactly means
 * what it gives, also where that is privileged; what a pattern or a template lets in has to be meant.
 */
function toRule(value: ProviderValue, grant: ReadGrant, { expiresAt, item, privileged }: EntryOptions): RuleDefinition {
  const { references = [], templates } = grant
  return {
    id: `${providerRoles.section}:${value.key}/${escape(fold(value.text))}/${grant.key}`,
    line: item.line,
    column: item.column,
    when: toCondition(value),
    privileged: privileged || (value.isExact && templates.length === 0),
    expiresAt,
    templates,
    references,
    assign: (match) => grant.assign(match, { expiresAt }),
  }
}

/** Two that say the same give it until the later end: the order of the file never matters. */
function longest(first: RuleDefinition | undefined, second: RuleDefinition, item: MappingNode): RuleDefinition {
  if (first === undefined) return second
  item.report('warning', 'DUPLICATE_ENTRY', `The entry in line ${first.line} gives the same by the same value.`)
  const [one, other] = [first.expiresAt ?? null, second.expiresAt ?? null]
  return one !== null && (other === null || other > one) ? second : first
}
