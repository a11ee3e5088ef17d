import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import type { Report } from '../text/report.ts'

/** Warns of a rule whose end is over: it gives nothing any more, and a year may have been mistyped. */
export function reportEnded(definition: RuleDefinition, now: string, report: Report): void {
  const { expiresAt = null } = definition
  if (expiresAt === null || expiresAt > now) return
  report(
    'warning',
    definition,
    'ALREADY_ENDED',
    `'expires' was over at ${expiresAt}: this gives nothing. Write a date to come, or take it out of the file.`,
  )
}
