import type { NamePattern } from '@rolecall/core/plugin/mapping-node'
import { RE2JS } from 're2js'
import { captureSource } from './capture-source.ts'

/** A pattern that is no regular expression, or one that can't be matched in linear time; a sentence. */
export class PatternMistake extends Error {}

/** Names that no sensible pattern has in common. */
const unlikeNames = ['a', 'Zürich 7', '_-.', '0', 'группа', 'x'.repeat(100)]

/** Names whose captures are remembered, for each pattern. */
const capacity = 5_000

/**
 * Compiles a regular expression (RE2's syntax, without lookahead and backreferences) over whole names, without regard to
 * case. RE2 matches in time linear in the name, whatever the pattern. Throws PatternMistake.
 */
export function compileNamePattern(text: string): NamePattern {
  const expression = compile(text)
  const captures = Object.keys(expression.namedGroups())
  const known = new Map<string, ReadonlyMap<string, string> | undefined>()
  return {
    text,
    captures,
    matchesAll: unlikeNames.every((name) => expression.matches(name)),
    match(name) {
      if (known.has(name)) return known.get(name)
      const found = matchWhole(expression, captures, name)
      if (known.size >= capacity) known.clear()
      known.set(name, found)
      return found
    },
    mayCapture(capture, value) {
      const source = captureSource(text, capture)
      return source === undefined || compile(source).matches(value.normalize('NFC'))
    },
  }
}

function compile(text: string): RE2JS {
  try {
    return RE2JS.compile(text.normalize('NFC'), RE2JS.CASE_INSENSITIVE)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new PatternMistake(error.message.replace(/^error parsing regexp: /, ''))
  }
}

function matchWhole(
  expression: RE2JS,
  captures: readonly string[],
  name: string,
): ReadonlyMap<string, string> | undefined {
  const matcher = expression.matcher(name.normalize('NFC'))
  if (!matcher.matches()) return undefined
  return new Map(captures.map((capture) => [capture, matcher.group(capture) ?? '']))
}
