import { toReference, type Check } from '@rolecall/conformance/check'
import { countStatus, type JudgedProfile } from '@rolecall/conformance/profile/judge-requirements'
import type { Judgement } from '@rolecall/conformance/profile/requirement'
import { describeFailure } from '@rolecall/conformance/report/describe-failure'
import { countOutcomes, groupBy, type Counts } from '@rolecall/conformance/report/to-json-report'
import type { CheckResult, SuiteResult } from '@rolecall/conformance/run-suite'

import { colorsFor } from '../output/colors.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'

/** What would be checked. */
export async function printCheckList(checks: readonly Check[], json: boolean): Promise<void> {
  const rows = checks.map(({ id, level, profile, provider, row, source, title }) => ({
    id,
    level,
    source,
    row,
    provider,
    profile,
    title,
  }))
  if (json) return printJson(rows)
  await printTable(
    ['check', 'level', 'source', 'what the server does'],
    rows.map((check) => [check.id, check.level, toReference(check), check.title]),
  )
  await print(`${rows.length} checks`)
}

/** A failure as soon as it is known, with the requests that led to it. */
export function printResult(result: CheckResult): void {
  if (result.outcome !== 'failed') return
  const { red, yellow } = colorsFor(process.stdout)
  const paint = result.check.level === 'must' ? red : yellow
  const [head = '', ...rest] = describeFailure(result).split('\n')
  void print([paint(`✗ ${head}`), ...rest.map((line) => `  ${line}`), ''].join('\n'))
}

/** The tables by source and by provider, what was left out and why, and the sum. */
export async function printSummary({ left, results, stopped }: SuiteResult): Promise<void> {
  const own = results.filter(({ check }) => check.provider === null)
  const providers = results.filter(({ check }) => check.provider !== null)
  if (own.length > 0)
    await printGroups(
      'section',
      groupBy(own, ({ check }) => check.source),
    )
  if (own.length > 0 && providers.length > 0) await print('')
  if (providers.length > 0)
    await printGroups(
      'provider',
      groupBy(providers, ({ check }) => check.source),
    )
  const reasons = new Set(results.flatMap(({ outcome, reason }) => (outcome === 'skipped' ? [reason] : [])))
  await print('')
  for (const reason of reasons) await print(`left out: ${reason}`)
  for (const path of left) await print(`The server did not let go of ${path}`)
  const { failed, failedMust, passed, skipped } = countOutcomes(results)
  const { green, red, yellow } = colorsFor(process.stdout)
  const paint = failedMust > 0 ? red : failed > 0 ? yellow : green
  const optional = failed > failedMust ? `, ${failed - failedMust} of them only should or may` : ''
  await print(
    paint(
      `${passed} passed, ${failed} failed${optional}, ${skipped} left out${stopped === null ? '' : `; ${stopped}`}`,
    ),
  )
}

/** A line for each requirement of the profiles, and their sums. */
export async function printProfiles(profiles: readonly JudgedProfile[]): Promise<void> {
  const { dim, green, red } = colorsFor(process.stdout)
  const paints: Readonly<Record<Judgement['status'], (text: string) => string>> = {
    met: green,
    'not met': red,
    'not checked': dim,
  }
  for (const judged of profiles) {
    await print('')
    await printTable(
      [judged.profile, 'level', '', 'what is asked for'],
      judged.judgements.map(({ reason, requirement: { id, level, text }, status }) => [
        id,
        level,
        paints[status](status),
        reason === null || status === 'met' ? text : `${text}: ${reason}`,
      ]),
    )
    const sums = (['met', 'not met', 'not checked'] as const).map(
      (status) => `${countStatus(judged, status)} ${status}`,
    )
    await print(`${judged.profile}: ${sums.join(', ')}`)
  }
}

async function printGroups(title: string, groups: Readonly<Record<string, Counts>>): Promise<void> {
  const { dim, green, red } = colorsFor(process.stdout)
  await printTable(
    [title, 'passed', 'failed', 'left out'],
    Object.entries(groups).map(([name, { failed, passed, skipped }]) => [
      name,
      passed > 0 ? green(String(passed)) : dim('0'),
      failed > 0 ? red(String(failed)) : dim('0'),
      skipped > 0 ? String(skipped) : dim('0'),
    ]),
  )
}
