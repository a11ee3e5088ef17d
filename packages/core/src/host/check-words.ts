import type { Contributions } from '../plugin/contributions.ts'
import { factSources, grammarWords, ownOperators, policySections } from '../plugin/reserved-words.ts'
import { checkShape, type Shape } from './check-shape.ts'
import { effect, fact, operator, section } from './contribution-shapes.ts'

/** A kind of words that plugins add to the mapping file. */
interface WordKind {
  readonly what: string
  readonly shape: Shape
  /** The member that is the word. */
  readonly key: string
  readonly form: RegExp
  /** Words that are taken. */
  readonly reserved: readonly string[]
  /** Whether two that differ by case are two. */
  readonly caseExact: boolean
  readonly listed: (contributions: Contributions) => readonly unknown[]
}

const word = /^[a-z][a-z0-9]*$/i

export const wordKinds: readonly WordKind[] = [
  {
    what: 'section',
    shape: section,
    key: 'section',
    form: /^[a-z][a-z0-9_-]*$/i,
    // What nobody's rules say stands under these names.
    reserved: [...policySections, 'scim', 'manual'],
    caseExact: true,
    listed: ({ mappings = [] }) => mappings,
  },
  {
    what: 'fact',
    shape: fact,
    key: 'name',
    form: word,
    reserved: [...factSources, ...grammarWords],
    caseExact: false,
    listed: ({ facts = [] }) => facts,
  },
  {
    what: 'operator',
    shape: operator,
    key: 'name',
    form: word,
    reserved: [...grammarWords, ...ownOperators],
    caseExact: false,
    listed: ({ operators = [] }) => operators,
  },
  {
    what: 'effect',
    shape: effect,
    key: 'type',
    form: word,
    reserved: [],
    caseExact: false,
    listed: ({ effects = [] }) => effects,
  },
]

/** What is wrong with the words of one plugin, whatever others contribute. */
export function checkWords(contributions: Contributions): readonly string[] {
  return wordKinds.flatMap((kind) =>
    toList(kind.listed(contributions)).flatMap((value, index) => [
      ...checkShape(value, describe(kind, value, index), kind.shape),
      ...checkName(kind, nameOf(kind, value)),
    ]),
  )
}

/** The words of a plugin of one kind; those that have no name are left out. */
export function namesOf(kind: WordKind, contributions: Contributions): readonly string[] {
  return toList(kind.listed(contributions)).flatMap((value) => nameOf(kind, value) ?? [])
}

function checkName({ caseExact, form, reserved, what }: WordKind, name: string | undefined): readonly string[] {
  if (name === undefined) return []
  if (!form.test(name)) return [`'${name}' is no name for ${article(what)}: letters and digits`]
  const isReserved = reserved.some((taken) => (caseExact ? taken === name : taken.toLowerCase() === name.toLowerCase()))
  return isReserved ? [`the ${what} '${name}' has a name that is taken: ${reserved.join(', ')}`] : []
}

function describe(kind: WordKind, value: unknown, index: number): string {
  const name = nameOf(kind, value)
  return name === undefined ? `the ${kind.what} number ${index + 1}` : `the ${kind.what} '${name}'`
}

function nameOf({ key }: WordKind, value: unknown): string | undefined {
  const name = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
  return typeof name === 'string' ? name : undefined
}

function article(what: string): string {
  return /^[aeo]/.test(what) ? `an ${what}` : `a ${what}`
}

/** That a list is one is told with the contributions. */
function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
