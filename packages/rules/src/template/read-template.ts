import type { TextTemplate } from '@rolecall/core/plugin/text-template'
import { fold } from '@rolecall/core/scim/fold'
import { PathMistake } from '../condition/fact-path.ts'
import { suggestion } from '../node/suggestion.ts'
import type { ErrorCode } from '../text/diagnostic-codes.ts'
import { toAttribute, type TemplateScope } from './template-scope.ts'

const variablePattern = /\$\{([^}]*)\}/g

/** A text with `${…}` in it, each checked; `undefined` where one is wrong, which is reported. */
export function readTemplate(
  text: string,
  scope: TemplateScope | null,
  report: (position: number, code: ErrorCode, message: string) => void,
): TextTemplate | undefined {
  const found = [...text.matchAll(variablePattern)].map(({ 1: name = '', index }) => ({ name, position: index + 2 }))
  const [first] = found
  if (scope === null && first !== undefined) {
    const reason = `Nothing fills '${text}' here: only what a rule with a condition gives takes values of the person.`
    report(first.position, 'TEMPLATE_MISPLACED', reason)
    return undefined
  }
  const wrong = found.filter((variable) => scope !== null && !isKnown(variable, scope, report))
  return wrong.length > 0 ? undefined : toTemplate(text, [...new Set(found.map(({ name }) => name))], scope)
}

function isKnown(
  { name, position }: { readonly name: string; readonly position: number },
  { sources, types }: TemplateScope,
  report: (position: number, code: ErrorCode, message: string) => void,
): boolean {
  try {
    if (toAttribute(name, types) !== undefined || sources === undefined) return true
  } catch (error) {
    if (!(error instanceof PathMistake)) throw error
    report(position + 'user.'.length + error.position, error.code, error.message)
    return false
  }
  const captures = sources.flatMap(({ pattern }) => pattern.captures)
  if (captures.includes(name)) return true
  const known = captures.length === 0 ? 'an attribute is named as in user.department.' : suggestion(name, captures)
  report(position, 'UNKNOWN_CAPTURE', `No 'matches' of the condition has a capture '${name}'; ${known}`)
  return false
}

function toTemplate(text: string, variables: readonly string[], scope: TemplateScope | null): TextTemplate {
  return {
    text,
    variables,
    fill: (values) => text.replace(variablePattern, (_whole, name: string) => values.get(name) ?? ''),
    mayBe: (wanted) => mayBe(text, variables, scope, wanted),
  }
}

/** Whatever is not known to be another text may be it: an attribute may have any value. */
function mayBe(text: string, variables: readonly string[], scope: TemplateScope | null, wanted: string): boolean {
  const [only] = variables
  if (only === undefined) return fold(text) === fold(wanted)
  const [before = ''] = text.split('${', 1)
  const after = text.slice(text.lastIndexOf('}') + 1)
  const key = fold(wanted)
  if (!key.startsWith(fold(before)) || !key.endsWith(fold(after))) return false
  const sources = (scope?.sources ?? []).filter(({ pattern }) => pattern.captures.includes(only))
  if (text !== `${before}\${${only}}${after}` || sources.length === 0) return true
  const captured = wanted.slice(before.length, wanted.length - after.length)
  return sources.some(({ pattern }) => pattern.mayCapture(only, captured))
}
