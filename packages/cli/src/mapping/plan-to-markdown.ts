import type { PlanEffectView, PlanFailureView, PlanLineView, PlanView } from '@rolecall/core/directory/plan-view'
import type { TestResult } from '@rolecall/core/directory/test-report'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'

import { toCode } from './markdown-code.ts'
import { mostCharacters, within } from './markdown-room.ts'
import { countDiagnostics } from './print-diagnostics.ts'

/** People of one row that are named; the others are counted. */
const namesShown = 5

/** What is the same for several people: one row of the table. */
interface Row {
  readonly what: string
  readonly cells: readonly [string, string]
  readonly people: string[]
}

/**
 * A plan as Markdown for a comment on a change of the mapping: what stands against it, how many people it concerns, who
 * loses, waits for, keeps and gains what, and why. At most 60,000 characters; what is left out is counted.
 */
export function planToMarkdown(plan: PlanView, name: string): string {
  const { errors, tests, warnings } = plan
  return within(mostCharacters, [
    `### Plan of ${toCode(name)}`,
    '',
    toSummary(plan),
    ...errors.flatMap(({ code, message }) => [
      '',
      '> [!CAUTION]',
      `> An apply is refused: **${code}** ${toCode(message)}`,
    ]),
    ...toTestLines(tests.results),
    ...toTable(plan),
    ...toDiagnosticLines(warnings),
  ])
}

/** Why there is no plan, as Markdown. */
export function refusalToMarkdown(diagnostics: readonly Diagnostic[], detail: string, name: string): string {
  const why = diagnostics.length === 0 ? toCode(detail) : countDiagnostics(diagnostics)
  return within(mostCharacters, [
    `### No plan of ${toCode(name)}`,
    '',
    '> [!CAUTION]',
    `> The mapping is refused: ${why}`,
    ...toDiagnosticLines(diagnostics),
  ])
}

function toSummary({ baseVersion, rollbackTo, summary, textDiffers }: PlanView): string {
  const { adds, changes, effects, failed, held, people, removes } = summary
  const against = rollbackTo === null ? `Against version ${baseVersion}` : `Back to version ${rollbackTo}`
  const parts = [
    [adds, 'role comes', 'roles come'],
    [removes, 'role goes', 'roles go'],
    [held, 'revocation waits for an owner', 'revocations wait for an owner'],
    [changes, 'role has another reason', 'roles have another reason'],
    [effects, 'change beside roles', 'changes beside roles'],
    [failed, 'could not be decided', 'could not be decided'],
  ] as const
  const counted = parts
    .filter(([count]) => count > 0)
    .map(([count, one, several]) => `${count} ${count === 1 ? one : several}`)
  return `${against}: ${[whom(people, textDiffers), ...counted].join(', ')}.`
}

function whom(people: number, textDiffers: boolean): string {
  if (people === 0) return textDiffers ? 'nothing changes for anybody, but the text is another' : 'nothing changes'
  return `**${people} ${people === 1 ? 'person' : 'people'}**`
}

function toTestLines(results: readonly TestResult[]): readonly string[] {
  const failed = results.filter(({ outcome }) => outcome === 'failed')
  if (failed.length === 0) return []
  const toLine = ({ line, name, problems }: TestResult) =>
    `- test ${toCode(name)} (line ${line}) fails: ${problems.map(toCode).join('; ')}`
  return ['', ...failed.map(toLine)]
}

function toTable(plan: PlanView): readonly string[] {
  const rows = [
    ...toRows(plan.removes, () => 'loses'),
    ...toRows(plan.held, () => 'is held'),
    ...toEffectRows(plan.effects),
    ...toFailureRows(plan.failed),
    ...toRows(plan.changes, () => 'keeps'),
    ...toRows(plan.adds, ({ state }) =>
      state === 'active' ? 'gains' : state === 'waiting' ? 'waits for' : `gains (${state})`,
    ),
  ]
  if (rows.length === 0) return []
  const shown = [plan.removes, plan.held, plan.effects, plan.failed, plan.changes, plan.adds]
  const { adds, changes, effects, failed, held, removes } = plan.summary
  const left = removes + held + effects + failed + changes + adds - shown.flat().length
  return [
    '',
    '| who | | what | why |',
    '|---|---|---|---|',
    ...rows.map(({ cells: [thing, why], people, what }) => `| ${toNames(people)} | **${what}** | ${thing} | ${why} |`),
    ...(left > 0 ? ['', `And ${left} more lines: \`rolecall mapping plan --all\` shows them.`] : []),
  ]
}

function toRows(lines: readonly PlanLineView[], what: (line: PlanLineView) => string): readonly Row[] {
  return group(lines, (line) => ({
    what: what(line),
    cells: [`${toCode(line.role)} of ${toCode(line.scope)}`, toCode(line.reason)],
  }))
}

const effectWords = { removes: 'loses', held: 'is held', changes: 'has another', adds: 'gains' } as const

function toEffectRows(lines: readonly PlanEffectView[]): readonly Row[] {
  return group(lines, ({ change, effect, reason, value }) => ({
    what: effectWords[change],
    cells: [`${toCode(effect)} ${toCode(JSON.stringify(value))}`, toCode(reason)],
  }))
}

function toFailureRows(lines: readonly PlanFailureView[]): readonly Row[] {
  return group(lines, ({ line, reason, rule }) => ({
    what: 'keeps, undecided',
    cells: [line === 0 ? toCode(rule) : `what line ${line} gave`, toCode(reason)],
  }))
}

/** One row for all lines that say the same, in the order of the first of each. */
function group<Line extends { readonly emailAddress: string }>(
  lines: readonly Line[],
  toRow: (line: Line) => Omit<Row, 'people'>,
): readonly Row[] {
  const rows = new Map<string, Row>()
  for (const line of lines) {
    const row = toRow(line)
    const key = JSON.stringify(row)
    const known = rows.get(key)
    if (known === undefined) rows.set(key, { ...row, people: [line.emailAddress] })
    else known.people.push(line.emailAddress)
  }
  return [...rows.values()]
}

function toNames(people: readonly string[]): string {
  const names = people.slice(0, namesShown).map(toCode).join(', ')
  return people.length > namesShown ? `${names} and ${people.length - namesShown} more` : names
}

function toDiagnosticLines(diagnostics: readonly Diagnostic[]): readonly string[] {
  if (diagnostics.length === 0) return []
  const toLine = ({ code, column, line, message, severity }: Diagnostic) =>
    `- ${severity} at ${line}:${column} **${code}** ${toCode(message)}`
  return ['', ...diagnostics.map(toLine)]
}
