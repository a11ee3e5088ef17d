import type { AuditBreak, AuditProblem, AuditVerdict } from '@rolecall/core/log/verify-audit'

import { colorsFor } from '../output/colors.ts'

/** What a verification has found, what that means, and what to do next. */
export function toVerdictText(verdict: AuditVerdict): string {
  const { anchor, broken, breaks, events, expectedFound, head, last, older, organizationId } = verdict
  const { green, red, yellow } = colorsFor(process.stdout)
  const counts = `${organizationId}: ${events} events in the chain${older === 0 ? '' : `, ${older} older than it`}`
  const lines = [`${broken === null ? green('whole') : red('broken')} ${counts}`]
  if (broken !== null) lines.push(...toBreakLines(broken, breaks))
  if (expectedFound === false)
    lines.push(
      red('  The hash that was expected is not in the chain: the chain was made anew, or the hash is of another one.'),
      '  Compare with an export or a backup of that time: rolecall audit export',
    )
  if (anchor !== null)
    lines.push(yellow(`  Broken before ${anchor.id}, as ${anchor.actor ?? 'somebody'} has said: ${anchor.reason}`))
  if (broken === null && head !== null)
    lines.push(`  newest ${last ?? ''} ${head}`, '  Keep this hash elsewhere, and give it next time as --expect.')
  return lines.join('\n')
}

const meanings: Readonly<Record<AuditProblem, string>> = {
  changed: 'It is not what was written, or what stood right before it was changed, removed, added or moved.',
  unsealed: 'It has no hash: an older version of Rolecall has written it beside this one, or somebody by hand.',
  cut: 'The newest events were removed, or what the organization keeps as the newest hash was changed.',
}

function toBreakLines({ after, at, problem }: AuditBreak, breaks: number): readonly string[] {
  const place = at === null ? 'The end is missing' : `The first that does not fit is ${at}`
  const behind = after === null ? 'at the beginning' : `after ${after}`
  return [
    `  ${place}, ${behind}; ${breaks} ${breaks === 1 ? 'place' : 'places'} in all.`,
    `  ${meanings[problem]}`,
    '  Next: keep the database as it is (rolecall backup, or pg_dump), find out who could write to it since, and compare with',
    '  a backup or an export of before. What is known is then said with: rolecall audit anchor --reason TEXT',
  ]
}
