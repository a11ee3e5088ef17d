import { toReference } from '../check.ts'
import type { CheckResult } from '../run-suite.ts'

/** How much of a body is shown. */
const longest = 1_200

/** A failure as a person reads it: what was expected and why, and the requests that led to it. */
export function describeFailure({ check, exchanges, reason }: CheckResult): string {
  const lines = [`${check.id} (${toReference(check)}, ${check.level})`, `${check.title}: ${reason}`]
  for (const { method, path, received, sent, status } of exchanges) {
    lines.push(`→ ${method} ${path}${sent === null ? '' : `\n  ${cut(sent)}`}`)
    lines.push(`← ${status}${received === '' ? '' : `\n  ${cut(received)}`}`)
  }
  return lines.join('\n')
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`
}
