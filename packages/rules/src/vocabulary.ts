import type { MappingKind, OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import { reservedOperators } from './condition/operators.ts'

/** What the plugins of a process contribute to the mapping file; frozen when they are set up. */
export interface Vocabulary {
  readonly kinds: readonly MappingKind[]
  readonly operators: readonly OperatorDefinition[]
}

const operatorName = /^[a-z][a-z0-9]*$/i

/** Throws where two kinds own one section, or an operator takes a name that is not free. */
export function checkVocabulary({ kinds, operators }: Vocabulary): void {
  const sections = new Set<string>()
  for (const { section } of kinds) {
    if (sections.has(section)) throw new Error(`Two plugins own the section '${section}' of the mapping`)
    sections.add(section)
  }
  const names = new Set(reservedOperators)
  for (const { name } of operators) {
    if (!operatorName.test(name)) throw new Error(`'${name}' is no name for an operator: letters and digits`)
    if (names.has(name)) throw new Error(`There is an operator '${name}' already`)
    names.add(name)
  }
}
