import type { ExpressionValue } from './expression.ts'

/** A function of the expression language: how many arguments it takes, and what it gives. */
export interface ExpressionFunction {
  readonly least: number
  readonly most: number
  readonly apply: (args: readonly ExpressionValue[]) => ExpressionValue
}

/** The functions that mappings for a SCIM application use; Microsoft's reference has about fifty. Names compare exactly. */
export const EXPRESSION_FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map([
  ['Append', { least: 2, most: 2, apply: ([source, suffix]) => `${toText(source)}${toText(suffix)}` }],
  ['Coalesce', { least: 1, most: Infinity, apply: (args) => args.find((value) => value !== null) ?? null }],
  [
    'IIF',
    { least: 3, most: 3, apply: ([condition, then, otherwise]) => (isTrue(condition) ? then : otherwise) ?? null },
  ],
  ['Join', { least: 2, most: Infinity, apply: join }],
  ['Not', { least: 1, most: 1, apply: ([source]) => (isTrue(source) ? 'False' : 'True') }],
  ['StripSpaces', { least: 1, most: 1, apply: ([source]) => mapText(source, (text) => text.replaceAll(' ', '')) }],
  ['Switch', { least: 4, most: Infinity, apply: choose }],
  ['ToLower', { least: 1, most: 2, apply: ([source]) => mapText(source, (text) => text.toLowerCase()) }],
  ['ToUpper', { least: 1, most: 2, apply: ([source]) => mapText(source, (text) => text.toUpperCase()) }],
] satisfies [string, ExpressionFunction][])

/**
 * `Switch(source, default, key1, value1, …)` compares exactly. A last key without a value, as in
 * `Switch([IsSoftDeleted], , "False", "True", "False")` of older guides, can match but gives nothing; an empty default
 * gives nothing either. That is how `active` comes to be sent as `""`.
 */
function choose(args: readonly ExpressionValue[]): ExpressionValue {
  const [source = null, defaultValue = null, ...cases] = args
  for (let index = 0; index < cases.length; index += 2) {
    if (toText(cases[index]) === toText(source)) return cases[index + 1] ?? null
  }
  return defaultValue
}

/** Empty sources are left out with their separator: Microsoft's example `Join(", ", "", [surname], [givenName])` gives "Doe, John". */
function join([separator, ...sources]: readonly ExpressionValue[]): ExpressionValue {
  return sources
    .flat()
    .filter((value) => value !== null && value !== '')
    .join(toText(separator))
}

function isTrue(value: ExpressionValue | undefined): boolean {
  return typeof value === 'string' && value.toLowerCase() === 'true'
}

function mapText(value: ExpressionValue | undefined, change: (text: string) => string): ExpressionValue {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? change(value) : value.map(change)
}

function toText(value: ExpressionValue | undefined): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : value.join(',')
}
