import type { CatalogueNames, NamingRule } from '@rolecall/core/decider'
import type { Reference, RuleDefinition } from '@rolecall/core/plugin/rule'
import { fold } from '@rolecall/core/scim/fold'

/** Where a rule names one of these teams or team roles; what a pattern or a template may come to is no name. */
export function findNaming(
  { id, references = [], when }: RuleDefinition,
  names: CatalogueNames,
): readonly NamingRule[] {
  const text = when.source?.text ?? id
  return references.flatMap((reference) => {
    const named = nameIn(reference, names)
    return named === undefined ? [] : [{ line: reference.line, text, ...named }]
  })
}

function nameIn(reference: Reference, { roles, teams }: CatalogueNames): Pick<NamingRule, 'kind' | 'name'> | undefined {
  if (reference.kind === 'team' && teams.has(fold(reference.id))) return { kind: 'team', name: reference.id }
  if (reference.kind !== 'role' || reference.scope === 'organization') return undefined
  return roles.has(fold(reference.role)) ? { kind: 'role', name: reference.role } : undefined
}
