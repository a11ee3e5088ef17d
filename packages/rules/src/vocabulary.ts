import { ConfigurationError } from '@rolecall/core/errors'
import type { MappingKind, OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import type { Issue } from '@rolecall/core/scim/errors'
import { reservedOperators } from './condition/operators.ts'

/** What the plugins of a process contribute to the mapping file; frozen when they are set up. */
export interface Vocabulary {
  readonly kinds: readonly MappingKind[]
  readonly operators: readonly OperatorDefinition[]
  /** The attributes that conditions may name; those of the RFCs where nothing else is said. */
  readonly userType?: ResourceType
}

const operatorName = /^[a-z][a-z0-9]*$/i

/** Throws ConfigurationError where two kinds own one section, or an operator takes a name that is not free. */
export function checkVocabulary({ kinds, operators }: Vocabulary): void {
  const issues: Issue[] = []
  const sections = new Set<string>()
  for (const { section } of kinds) {
    if (sections.has(section)) issues.push({ path: section, message: 'two plugins own this section of the mapping' })
    sections.add(section)
  }
  const names = new Set(reservedOperators)
  for (const { name } of operators) {
    if (!operatorName.test(name))
      issues.push({ path: name, message: 'this is no name for an operator: letters and digits' })
    if (names.has(name)) issues.push({ path: name, message: 'there is an operator of this name already' })
    names.add(name)
  }
  if (issues.length > 0) throw new ConfigurationError('The vocabulary of the mapping contradicts itself', issues)
}
