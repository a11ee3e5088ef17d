import type { MappingSection } from '@rolecall/core/decider'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import { fingerprintOf } from '../node/fingerprint.ts'
import { suggestion } from '../node/nearest.ts'
import { toDefaultTree } from '../text/json-tree.ts'
import type { Report } from '../text/report.ts'
import type { Tree } from '../text/tree.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { CompiledRule } from './compiled-rule.ts'
import { compileSection } from './compile-section.ts'

/** Every section, of the file or by default, and all rules in the order of the document. */
export interface CompiledSections {
  readonly sections: readonly MappingSection[]
  readonly rules: readonly CompiledRule[]
  /** What the paths of its conditions lead into. */
  readonly userType: ResourceType
}

/** Compiles the sections of a mapping file; mistakes are reported. */
export function compileMapping(tree: Tree | null, vocabulary: Vocabulary, report: Report): CompiledSections {
  const { userType = standardResourceTypes.User } = vocabulary
  const names = { operators: new Set(vocabulary.operators.map(({ name }) => name)), userType }
  const sections: MappingSection[] = []
  const rules: CompiledRule[] = []
  for (const { kind, tree: section } of toSections(tree, vocabulary.kinds, report)) {
    const { section: name, effects, facts } = kind
    sections.push({ name, effects: new Set(effects), facts: new Set(facts), fingerprint: fingerprintOf(section) })
    if (section === undefined) continue
    for (const rule of compileSection(kind, section, names, report)) {
      rules.push({ ...rule, section: name, effects, order: rules.length })
    }
  }
  return { sections, rules, userType }
}

interface Section {
  readonly kind: MappingKind
  /** `undefined` for a section that the file does not have and that has no default. */
  readonly tree: Tree | undefined
}

/** Those of the file in its order, then those it does not have. */
function toSections(tree: Tree | null, kinds: readonly MappingKind[], report: Report): readonly Section[] {
  const written: Section[] = []
  for (const { key, tree: section, ...place } of entriesOf(tree, report)) {
    const kind = kinds.find((candidate) => candidate.section === key)
    if (kind !== undefined) written.push({ kind, tree: section })
    else
      report(
        'error',
        place,
        'UNKNOWN_KEY',
        `There is no section '${key}'; ${suggestion(
          key,
          kinds.map((known) => known.section),
        )}`,
      )
  }
  const present = new Set(written.map(({ kind }) => kind))
  const others = kinds.filter((kind) => !present.has(kind))
  return [...written, ...others.map((kind) => ({ kind, tree: toDefault(kind) }))]
}

function entriesOf(tree: Tree | null, report: Report) {
  if (tree === null || tree.kind === 'null') return []
  if (tree.kind === 'mapping') return tree.entries
  report(
    'error',
    tree,
    'WRONG_TYPE',
    `Expected the sections of a mapping file, found a ${tree.kind === 'list' ? 'list' : 'text'}.`,
  )
  return []
}

function toDefault({ defaultValue }: MappingKind): Tree | undefined {
  return defaultValue === undefined ? undefined : toDefaultTree(defaultValue)
}
