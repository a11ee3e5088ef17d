import type { RuleMatch } from '@rolecall/core/plugin/rule'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { toAttribute, valuesAt, type CaptureSource, type TemplateScope } from './template-scope.ts'

/** What stands for each variable at a time. */
export type Values = ReadonlyMap<string, string>

/** What a person has for some variables: every way to fill them; none where one has nothing. */
export interface FoundValues {
  readonly ways: readonly Values[]
  /** Variables that have no value, or an empty one. */
  readonly empty: readonly string[]
}

/** One source of values: the same variables in each way. */
interface Alternatives {
  readonly variables: readonly string[]
  waysOf(match: RuleMatch): readonly Values[]
}

/** Roles that one rule gives one person by values: more are a mistake, or an attack. */
const mostWays = 100

/** Looks up values: an attribute is one source, and so is a `matches`, whose captures belong together. */
export function createValueFinder(
  variables: readonly string[],
  scope: TemplateScope,
): (match: RuleMatch) => FoundValues {
  const sources = [...toAttributes(variables, scope), ...toCaptures(variables, scope)]
  return (match) => {
    const empty = new Set<string>()
    let ways: readonly Values[] = [new Map()]
    for (const source of sources) {
      const all = source.waysOf(match)
      const filled = distinct(all.filter((values) => [...values.values()].every((text) => text.trim() !== '')))
      for (const name of source.variables) {
        if (filled.length === 0 || all.some((values) => values.get(name)?.trim() === '')) empty.add(name)
      }
      if (ways.length * filled.length > mostWays) {
        throw new Error(`Its templates have more than ${mostWays} values for one person`)
      }
      ways = ways.flatMap((way) => filled.map((values) => new Map([...way, ...values])))
    }
    return { ways, empty: [...empty] }
  }
}

function toAttributes(variables: readonly string[], { types }: TemplateScope): readonly Alternatives[] {
  return variables.flatMap((name) => {
    const path = toAttribute(name, types)
    if (path === undefined) return []
    return [
      {
        variables: [name],
        waysOf: (match) => valuesAt(path, match).map((value) => new Map([[name, toText(value).trim()]])),
      },
    ]
  })
}

/** Of several patterns with the same captures each may fill them. */
function toCaptures(variables: readonly string[], { sources = [] }: TemplateScope): readonly Alternatives[] {
  const found = new Map<string, Alternatives>()
  for (const source of sources) {
    const used = source.pattern.captures.filter((name) => variables.includes(name)).sort()
    if (used.length === 0) continue
    const key = used.join()
    const known = found.get(key)
    const own = { variables: used, waysOf: (match: RuleMatch) => waysOf(source, used, match) }
    found.set(key, known === undefined ? own : either(known, own))
  }
  return [...found.values()]
}

function waysOf({ pattern, valuesOf }: CaptureSource, used: readonly string[], match: RuleMatch): readonly Values[] {
  return valuesOf(match).flatMap((value) => {
    const captures = typeof value === 'string' ? pattern.match(value) : undefined
    return captures === undefined ? [] : [new Map(used.map((name) => [name, toText(captures.get(name) ?? '')]))]
  })
}

function either(one: Alternatives, other: Alternatives): Alternatives {
  return { ...one, waysOf: (match) => [...one.waysOf(match), ...other.waysOf(match)] }
}

function toText(value: Json): string {
  return typeof value === 'object' ? '' : String(value).normalize('NFC')
}

function distinct(ways: readonly Values[]): readonly Values[] {
  return [...new Map(ways.map((way) => [JSON.stringify([...way]), way])).values()]
}
