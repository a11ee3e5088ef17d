import type { Condition, ConditionSource } from '@rolecall/core/plugin/condition'
import { factSources } from '@rolecall/core/plugin/reserved-words'
import { InvalidFilter } from '@rolecall/core/scim/errors'
import type { AttributePath, Filter, ValuePath } from '@rolecall/core/scim/filter/filter'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { printFilter } from '@rolecall/core/scim/filter/print-filter'
import { UnknownOperator } from '@rolecall/core/scim/filter/tokenize'
import { fold } from '@rolecall/core/scim/fold'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { suggestion } from '../node/suggestion.ts'
import type { ErrorCode } from '../text/diagnostic-codes.ts'
import type { Place } from '../text/tree.ts'
import type { Words } from '../vocabulary.ts'
import { compileComparison } from './compile-comparison.ts'
import { compileCondition } from './compile-condition.ts'
import { ConditionMistake } from './condition-mistake.ts'
import type { FactSource } from './fact-sources.ts'
import { matchesOperator } from './operators.ts'
import { findUnguardedGroup } from './unguarded-group.ts'

/** Reports a mistake at a position of the text. */
type ReportAt = (position: number, code: ErrorCode, message: string) => void

interface ReadContext {
  readonly words: Words
  readonly placeAt: (position: number) => Place
  readonly report: ReportAt
  /** What a part with a mistake may be about is not known: the group, too. */
  doubtful: boolean
}

/** Strict, but for `emails[type eq "work"].value`, which conditions need and HTTP filters only tolerate. */
class ConditionTolerances extends Tolerances {
  override allowed(name: string): boolean {
    return name === 'filtered-sub-attribute'
  }
}

/**
 * A condition from its text: a SCIM filter whose paths begin with `user`, `group` or `member`, or are a contributed fact.
 * Every mistake is reported where it is; `undefined` where there was one.
 */
export function readCondition(
  text: string,
  words: Words,
  placeAt: (position: number) => Place,
  report: ReportAt,
): Condition | undefined {
  let sound = true
  const tell: ReportAt = (position, code, message) => {
    sound = false
    report(position, code, message)
  }
  const parsed = parse(text, words, tell)
  if (parsed === undefined) return undefined
  const context: ReadContext = { words: parsed.words, placeAt, report: tell, doubtful: false }
  const condition = toCondition(parsed.filter, context)
  if (condition !== undefined && !context.doubtful && !isGuarded(condition, report)) return undefined
  return sound ? condition : undefined
}

const ofFilters = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr']

interface ParsedCondition {
  readonly filter: Filter
  /** With the operators of the text that are not known, once they are reported: what else is wrong is told, too. */
  readonly words: Words
}

function parse(text: string, words: Words, report: ReportAt): ParsedCondition | undefined {
  try {
    return { filter: parseFilter(text, new ConditionTolerances(), [matchesOperator, ...words.operators]), words }
  } catch (error) {
    if (!(error instanceof InvalidFilter)) throw error
    const { cause, position, reason } = error
    if (!(cause instanceof UnknownOperator)) {
      report(position, 'FILTER_SYNTAX', `${reason}.`)
      return undefined
    }
    const { operator } = cause
    const nearest = suggestion(operator, [
      ...ofFilters,
      matchesOperator.name,
      ...words.operators.map(({ name }) => name),
    ])
    report(position, 'UNKNOWN_OPERATOR', `The operator '${operator}' is not known; ${nearest}`)
    const stranger = { name: operator.toLowerCase(), evaluate: () => false }
    // Without knowing whether a value follows it, what the grammar says of the rest may not be so.
    const others: ReportAt = (at, code, message) => code === 'FILTER_SYNTAX' || report(at, code, message)
    return parse(text, { ...words, operators: [...words.operators, stranger] }, others)
  }
}

function toCondition(filter: Filter, context: ReadContext): Condition | undefined {
  const source = sourceOf(filter, context)
  switch (filter.kind) {
    case 'and':
      return { all: toConditions(filter.filters, context), source }
    case 'or':
      return { any: toConditions(filter.filters, context), source }
    case 'not': {
      const part = toCondition(filter.filter, context)
      return part && { not: part, source }
    }
    case 'valuePath':
      return toValueCondition(filter, context)
    default:
      return toComparison(filter, context)
  }
}

function toConditions(filters: readonly Filter[], context: ReadContext): readonly Condition[] {
  return filters.map((part) => toCondition(part, context)).filter((part) => part !== undefined)
}

type Comparison = Exclude<Filter, { kind: 'and' | 'or' | 'not' | 'valuePath' }>

function toComparison(comparison: Comparison, context: ReadContext): Condition | undefined {
  const source = sourceOf(comparison, context)
  if (comparison.kind === 'compare' && comparison.operator === 'ne') {
    const equal = toComparison({ ...comparison, operator: 'eq' }, context)
    return equal && { not: { ...equal, source }, source }
  }
  const root = readRoot(comparison.path, context)
  if (root === undefined) return undefined
  if (root.of === 'user' && isGroups(root.path)) return toSetComparison(comparison, root.path, context)
  const literal = root.of === 'group' && root.fact === undefined ? toLiteralGroup(comparison, root.path) : undefined
  if (literal !== undefined) return { ...literal, source }
  if (comparison.kind === 'present') {
    return checked({ ...root, operator: 'pr', value: null, source }, comparison.path, context)
  }
  const { operator, value = null } = comparison
  if (operator === 'eq' && value === null) {
    const present = checked({ ...root, operator: 'pr', value, source }, comparison.path, context)
    return present && { not: present, source }
  }
  return checked({ ...root, operator, value, source }, comparison.path, context)
}

/** `group.displayName eq "x"` and `group.id eq "…"` name a group, which a rule can be trusted to require. */
function toLiteralGroup(comparison: Comparison, path: string): Condition | undefined {
  if (comparison.kind !== 'compare' || typeof comparison.value !== 'string') return undefined
  const { operator, value } = comparison
  const name = path.toLowerCase()
  if (operator !== 'eq' || (name !== 'displayname' && name !== 'id')) return undefined
  return { group: name === 'id' ? { id: value } : { name: fold(value), written: value } }
}

/** `user.emails[type eq "work"]`, `user.groups[display eq "x"]`: some value satisfies the whole filter. */
function toValueCondition(valuePath: ValuePath, context: ReadContext): Condition | undefined {
  const { filter, path } = valuePath
  const root = readRoot(path, context)
  if (root === undefined) return undefined
  const source = sourceOf(valuePath, context)
  if (root.of === 'user' && root.path.toLowerCase() === 'groups') {
    return checkedSet({ someGroup: filter, source }, path, context)
  }
  // `emails[type eq "work"].value isX`, which the grammar answers as one filter on the elements.
  const parts = filter.kind === 'and' ? filter.filters : []
  const last = parts.at(-1)
  if (last?.kind === 'contributed') {
    const others = parts.slice(0, -1)
    const [first] = others
    const chosen: Filter = first !== undefined && others.length === 1 ? first : { kind: 'and', filters: others }
    const text = `${root.path}[${printFilter(chosen)}].${last.path.text}`
    return checked({ ...root, path: text, operator: last.operator, value: last.value ?? null, source }, path, context)
  }
  const text = `${root.path}[${printFilter(filter)}]`
  return checked({ ...root, path: text, operator: 'pr', value: null, source }, path, context)
}

/** `user.groups.display eq "x"` says the same as `user.groups[display eq "x"]`. */
function toSetComparison(comparison: Comparison, path: string, context: ReadContext): Condition | undefined {
  const [, subAttribute = 'value'] = path.split('.')
  const within = { ...comparison, path: { ...comparison.path, text: subAttribute } }
  return checkedSet({ someGroup: within, source: sourceOf(comparison, context) }, comparison.path, context)
}

function isGroups(path: string): boolean {
  return /^groups(?:\.|$)/i.test(path)
}

/** What a path is about: its first word, and the rest. */
function readRoot(
  { position, text }: AttributePath,
  context: ReadContext,
): { readonly of: FactSource; readonly path: string; readonly fact?: string } | undefined {
  const [first = '', ...rest] = text.split('.')
  const word = first.toLowerCase()
  const of = factSources.find((source) => source === word)
  if (of !== undefined && rest.length > 0) return { of, path: rest.join('.') }
  const { report, words } = context
  const fact = words.facts.find(({ name }) => name.toLowerCase() === text.toLowerCase())
  if (fact !== undefined) return { of: fact.of, path: '', fact: fact.name }
  context.doubtful = true
  if (of !== undefined) report(position, 'INVALID_PATH', `Name an attribute of the ${of}: '${of}.…'.`)
  else {
    const known = [...factSources.map((source) => `${source}.…`), ...words.facts.map(({ name }) => name)]
    const nearest = suggestion(text, known)
    report(position, 'UNKNOWN_FACT', `'${text}' is no fact; an attribute begins with what it is of, and ${nearest}`)
  }
  return undefined
}

/** The comparison, if its attribute is known and goes with the operator and the value. */
function checked(
  condition: Extract<Condition, { path: unknown }>,
  { position }: AttributePath,
  context: ReadContext,
): Condition | undefined {
  const { report, words } = context
  if (check(() => compileComparison(condition, { paths: new Map(), words }), position, report)) return condition
  if (condition.of !== 'user') context.doubtful = true
  return undefined
}

function checkedSet(
  condition: Condition,
  { position }: AttributePath,
  { report, words }: ReadContext,
): Condition | undefined {
  return check(() => compileCondition(condition, words), position, report) ? condition : undefined
}

function check(compile: () => unknown, position: number, report: ReportAt): boolean {
  try {
    compile()
    return true
  } catch (error) {
    if (!(error instanceof ConditionMistake)) throw error
    report(position, error.code, error.message)
    return false
  }
}

/** "In none of x" can't be said of one membership: it would hold for any other. */
function isGuarded(condition: Condition, report: ReportAt): boolean {
  const unguarded = findUnguardedGroup(condition)
  if (unguarded === undefined) return true
  const { position, text } = unguarded.source as PositionedSource
  report(
    position,
    'NEGATED_GROUP',
    `The negated '${text}' holds for every other group of the person. Require a group beside it, or say of all groups 'not (user.groups[display eq "…"])'.`,
  )
  return false
}

/** Known while a text is read. */
interface PositionedSource extends ConditionSource {
  readonly position: number
}

function sourceOf(filter: Filter, { placeAt }: ReadContext): PositionedSource {
  const position = positionOf(filter)
  const { line, column } = placeAt(position)
  return { text: printFilter(filter), line, column, position }
}

/** Where the first attribute stands. */
function positionOf(filter: Filter): number {
  if (filter.kind === 'and' || filter.kind === 'or') return positionOf(filter.filters[0] as Filter)
  return filter.kind === 'not' ? positionOf(filter.filter) : filter.path.position
}
