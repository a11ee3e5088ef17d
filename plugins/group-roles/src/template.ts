import type { FilledTemplate } from '@rolecall/core/plugin/rule'
import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import { fold } from '@rolecall/core/scim/fold'
import type { Part } from './role-effects.ts'

/** A text with captures of the entry's pattern in it: `${team}`, `acme-${team}`. */
export interface Template {
  readonly captures: readonly string[]
  /** The text for a name's captures; `''` where it comes to nothing. */
  fill(captures: ReadonlyMap<string, string>): string
  /** How it came about, for explanations. */
  describe(captures: ReadonlyMap<string, string>): FilledTemplate
  /** Whether some name can make it this text, without regard to case. */
  mayBe(text: string): boolean
}

const capture = /\$\{([^}]*)\}/g

/** Captures that the pattern does not have are reported. */
export function readTemplate({ node, text }: Part, pattern: NamePattern): Template {
  const captures = [...text.matchAll(capture)].map(([, name = '']) => name)
  for (const name of captures) {
    if (pattern.captures.includes(name)) continue
    const known = pattern.captures.map((other) => `'${other}'`).join(', ') || 'none'
    node.report('error', 'UNKNOWN_CAPTURE', `The pattern has no capture '${name}' (it has ${known}).`)
  }
  const fill = (values: ReadonlyMap<string, string>) =>
    text.replace(capture, (_whole, name: string) => values.get(name) ?? '')
  return {
    captures,
    fill,
    describe: (values) => ({
      template: text,
      text: fill(values),
      values: [...new Set(captures)].map((variable) => ({ variable, value: values.get(variable) ?? '' })),
    }),
    mayBe: (wanted) => mayBe(text, captures, pattern, wanted),
  }
}

function mayBe(text: string, captures: readonly string[], pattern: NamePattern, wanted: string): boolean {
  if (captures.length === 0) return fold(text) === fold(wanted)
  const [before = ''] = text.split('${', 1)
  const after = text.slice(text.lastIndexOf('}') + 1)
  const key = fold(wanted)
  if (!key.startsWith(fold(before)) || !key.endsWith(fold(after))) return false
  const [only] = captures
  if (only === undefined || captures.length > 1) return true
  return pattern.mayCapture(only, wanted.slice(before.length, wanted.length - after.length))
}
