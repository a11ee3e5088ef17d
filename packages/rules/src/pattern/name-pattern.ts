import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import { RE2JS } from 're2js'
import { createCache } from '../create-cache.ts'
import { captureSource } from './capture-source.ts'
import { estimateSize } from './estimate-size.ts'
import { mostStepsOfAll, type PatternAllowance } from './pattern-allowance.ts'

/** A pattern that is no regular expression, or one that can't be matched in linear time; a sentence. */
export class PatternMistake extends Error {}

/** Names that no sensible pattern has in common. */
const unlikeNames = ['a', 'Zürich 7', '_-.', '0', 'группа', 'x'.repeat(100)]

type Captures = ReadonlyMap<string, string>

/** What patterns captured of names, of all mappings together; none learns from the wait what another one knows. */
const known = createCache<Captures | 'no match'>(50_000)
let patterns = 0

/**
 * Compiles a regular expression (RE2's syntax, without lookahead and backreferences) over whole names, without regard to
 * case. RE2 matches in time linear in the name and in the steps of the pattern, which are bounded, also those of one text together. Throws PatternMistake.
 */
export function compileNamePattern(text: string, allowance?: PatternAllowance): NamePattern {
  const expression = compile(text, allowance)
  const captures = Object.keys(expression.namedGroups())
  const number = (patterns += 1)
  const sources = new Map<string, RE2JS | undefined>()
  return {
    text,
    captures,
    matchesAll: unlikeNames.every((name) => expression.matches(name)),
    match(name) {
      const input = `${number} ${name}`
      let found = known.get(input)
      if (found === undefined) known.set(input, (found = matchWhole(expression, captures, name) ?? 'no match'))
      return found === 'no match' ? undefined : found
    },
    mayCapture(capture, value) {
      if (!sources.has(capture)) {
        const source = captureSource(text, capture)
        sources.set(capture, source === undefined ? undefined : compile(source))
      }
      return sources.get(capture)?.matches(value.normalize('NFC')) ?? true
    },
  }
}

/** Steps of a program: each character of a name may cost as many. */
const mostSteps = 2_000

function compile(text: string, allowance?: PatternAllowance): RE2JS {
  const source = text.normalize('NFC')
  const steps = estimateSize(source)
  if (steps > mostSteps) throw tooLarge()
  if (allowance?.take(source, steps) === false) throw tooManyTogether()
  const expression = compileWithin(source)
  if (expression.programSize() > mostSteps) throw tooLarge()
  return expression
}

function tooLarge(): PatternMistake {
  return new PatternMistake(
    `it comes to more than ${mostSteps} steps when all that it repeats is written out; repeat less, or write * for any number`,
  )
}

function tooManyTogether(): PatternMistake {
  const what = `all patterns of the mapping come to more than ${mostStepsOfAll} steps when what they repeat is written out`
  return new PatternMistake(`${what}; repeat less, or write * for any number`)
}

function compileWithin(source: string): RE2JS {
  try {
    return RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new PatternMistake(error.message.replace(/^error parsing regexp: /, ''))
  }
}

function matchWhole(expression: RE2JS, captures: readonly string[], name: string): Captures | undefined {
  const matcher = expression.matcher(name.normalize('NFC'))
  if (!matcher.matches()) return undefined
  return new Map(captures.map((capture) => [capture, matcher.group(capture) ?? '']))
}
