import type { Condition } from '@rolecall/core/plugin/condition'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import { toPattern } from '../condition/compile-comparison.ts'
import { parseFactPath, type FactPath } from '../condition/fact-path.ts'
import { toSourceTypes, type SourceTypes } from '../condition/fact-sources.ts'
import { matchesOperator } from '../condition/operators.ts'
import { captureSource } from '../pattern/capture-source.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'
import { sampleNames } from '../pattern/sample-names.ts'
import { toAttribute } from '../template/template-scope.ts'
import type { Words } from '../vocabulary.ts'
import type { Ingredient } from './case-ingredients.ts'
import { partsOf } from './probing-names.ts'
import type { Expectation } from './written-test.ts'

type Filling = readonly Ingredient[]

/** Ways to fill one variable, and the templates of one rule, that are tried. */
const maxFillings = 24

/** The teams and roles that a property is about: what templates have to be tried with. */
export function namesOfExpectation({ organization, teams }: Expectation): readonly string[] {
  return [...new Set([...teams.keys(), ...[...teams.values()].flat(), ...organization])]
}

/** Attributes with which the templates of a rule may come to these names; `[[]]` for a rule without templates. */
export function findFillings(
  { templates = [], when }: RuleDefinition,
  names: readonly string[],
  words: Words,
): readonly Filling[] {
  const types = toSourceTypes(words)
  const byPath = new Map<string, Ingredient[]>()
  for (const { text, variables } of templates) {
    for (const variable of variables) {
      const values = names.flatMap((name) => valueFor(text, variable, name))
      const found = toAttribute(variable, types)
      const made =
        found === undefined ? ofCaptures(when, variable, names, types) : values.map((value) => put(found, value))
      for (const ingredient of made) {
        const key = ingredient.kind === 'user' ? ingredient.path.key : ''
        byPath.set(key, [...(byPath.get(key) ?? []), ingredient].slice(0, maxFillings))
      }
    }
  }
  return [...byPath.values()].reduce<readonly Filling[]>(
    (fillings, ways) => fillings.flatMap((one) => ways.map((way) => [...one, way])).slice(0, maxFillings),
    [[]],
  )
}

/** What a variable must be for its template to be this name: `sales` for `acme-${x}` and `acme-sales`. */
function valueFor(text: string, variable: string, name: string): readonly string[] {
  const [before = '', after = ''] = text.split(`\${${variable}}`)
  // Of several variables each may be any part of the name.
  if (before.includes('${') || after.includes('${')) return [...partsOf(name), name]
  const fits = name.toLowerCase().startsWith(before.toLowerCase()) && name.toLowerCase().endsWith(after.toLowerCase())
  return fits ? [name.slice(before.length, name.length - after.length)].filter((value) => value !== '') : []
}

/** Values of attributes of which a `matches` captures one of the names, for each of its captures. */
function ofCaptures(
  condition: Condition,
  variable: string,
  names: readonly string[],
  types: SourceTypes,
): readonly Ingredient[] {
  if ('all' in condition) return condition.all.flatMap((part) => ofCaptures(part, variable, names, types))
  if ('any' in condition) return condition.any.flatMap((part) => ofCaptures(part, variable, names, types))
  if (!('path' in condition) || condition.operator !== matchesOperator.name) return []
  const { of = 'user', path, value } = condition
  if (of !== 'user') return []
  const found = parseFactPath('user', path, types)
  const pattern = toPattern(found, value)
  if (!pattern.captures.includes(variable)) return []
  const text = pattern.captures.reduce((source, capture) => withNames(source, capture, names), pattern.text)
  const samples = sampleNames(compileNamePattern(text)).filter((sample) => pattern.match(sample) !== undefined)
  return samples.map((sample) => put(found, sample))
}

/** A pattern whose capture is one of these names. */
function withNames(text: string, capture: string, names: readonly string[]): string {
  const source = captureSource(text, capture)
  const fitting = names.filter((name) => source !== undefined && compileNamePattern(source).match(name) !== undefined)
  if (source === undefined || fitting.length === 0) return text
  const quoted = fitting.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)).join('|')
  return text.replace(`>${source})`, () => `>${quoted})`)
}

function put(path: FactPath, value: string): Ingredient {
  return { kind: 'user', path, value }
}
