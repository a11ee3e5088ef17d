import { ConfigurationError } from '@rolecall/core/errors'
import type {
  EffectDefinition,
  FactDefinition,
  MappingKind,
  OperatorDefinition,
} from '@rolecall/core/plugin/mapping-kind'
import { factSources, grammarWords, ownOperators, policySections } from '@rolecall/core/plugin/reserved-words'
import type { Issue } from '@rolecall/core/scim/errors'
import type { PatternAllowance } from './pattern/pattern-allowance.ts'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'

/** What the plugins of a process contribute to the mapping file; frozen when they are set up. */
export interface Vocabulary {
  readonly kinds: readonly OwnedKind[]
  readonly operators: readonly OperatorDefinition[]
  readonly facts?: readonly FactDefinition[]
  readonly effects?: readonly EffectDefinition[]
  /** What users and groups have, where the configuration declares more than the RFC does. */
  readonly resourceTypes?: ResourceTypes
}

/** A section, with the plugin that owns it where that is known. */
export type OwnedKind = MappingKind & { readonly plugin?: string }

/** What the plugins of a host contribute. */
export function toVocabulary(host: HostVocabulary): Vocabulary {
  return { kinds: host.mappingKinds, operators: host.operators, facts: host.facts, effects: host.effects }
}

interface HostVocabulary {
  readonly mappingKinds: Vocabulary['kinds']
  readonly operators: Vocabulary['operators']
  readonly facts: readonly FactDefinition[]
  readonly effects: readonly EffectDefinition[]
}

/** A vocabulary in which nothing is left out; while a text is compiled, with what its patterns may still come to. */
export type Words = Required<Vocabulary> & { readonly allowance?: PatternAllowance }

/** The vocabulary with its defaults. */
export function toWords(vocabulary: Vocabulary): Words {
  return { facts: [], effects: [], resourceTypes: standardResourceTypes, ...vocabulary }
}

const word = /^[a-z][a-z0-9]*$/i

/** Throws ConfigurationError where two plugins contribute one name, or one that is not free. */
export function checkVocabulary({ kinds, operators, facts, effects }: Words): void {
  const names = (definitions: readonly { readonly name: string }[]) => definitions.map(({ name }) => name)
  const issues = [
    ...findTaken(
      'owner of a section',
      kinds.map(({ section }) => section),
      policySections,
      /./,
    ),
    ...findTaken('operator', names(operators), [...grammarWords, ...ownOperators], word),
    ...findTaken('fact', names(facts), [...factSources, ...grammarWords], word),
    ...findTaken(
      'effect',
      effects.map(({ type }) => type),
      [],
      word,
    ),
  ]
  if (issues.length > 0) throw new ConfigurationError('The vocabulary of the mapping contradicts itself', issues)
}

/** In conditions and grants all of them are words without regard to case. */
function findTaken(what: string, names: readonly string[], reserved: readonly string[], form: RegExp): Issue[] {
  const taken = new Set(reserved.map((name) => name.toLowerCase()))
  const issues: Issue[] = []
  for (const name of names) {
    if (!form.test(name)) issues.push({ path: name, message: `this is no name for an ${what}: letters and digits` })
    if (taken.has(name.toLowerCase())) issues.push({ path: name, message: `there is an ${what} of this name already` })
    taken.add(name.toLowerCase())
  }
  return issues
}
