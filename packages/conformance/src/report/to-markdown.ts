import { countStatus, type JudgedProfile } from '../profile/judge-requirements.ts'
import type { Judgement } from '../profile/requirement.ts'

const marks: Readonly<Record<Judgement['status'], string>> = { met: '✓', 'not met': '✗', 'not checked': '–' }

/** A summary for a README: a line for each profile, then one for each of its requirements. */
export function toMarkdown(profiles: readonly JudgedProfile[]): string {
  const sums = profiles.map((judged) => [
    judged.profile,
    ...(['met', 'not met', 'not checked'] as const).map((status) => String(countStatus(judged, status))),
  ])
  const details = profiles.map(
    ({ judgements, profile }) =>
      `### ${profile}\n\n${toTable(['', 'requirement', 'level', 'what is asked for', 'remark'], judgements.map(toRow))}`,
  )
  return [toTable(['profile', 'met', 'not met', 'not checked'], sums), ...details].join('\n\n').concat('\n')
}

function toRow({ reason, requirement: { id, level, section, text }, status }: Judgement): readonly string[] {
  return [marks[status], `${id}, ${section}`, level, text, reason ?? '']
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A reason may quote whatever a server has answered. */
function escape(text: string): string {
  return text
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', String.raw`\|`)
    .replaceAll('<', '&lt;')
}
