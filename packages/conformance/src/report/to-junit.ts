import type { CheckResult, SuiteResult } from '../run-suite.ts'
import { describeFailure } from './describe-failure.ts'

/** The result as JUnit XML, which build servers read: a suite for each source, a case for each check. */
export function toJUnit({ results }: SuiteResult): string {
  const bySource = new Map<string, CheckResult[]>()
  for (const result of results) {
    const { source } = result.check
    bySource.set(source, [...(bySource.get(source) ?? []), result])
  }
  const suites = [...bySource].map(([source, cases]) => toSuite(source, cases))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="SCIM conformance"${countsOf(results)}>\n${suites.join('\n')}\n</testsuites>\n`
}

function toSuite(source: string, results: readonly CheckResult[]): string {
  return `  <testsuite name="${escape(source)}"${countsOf(results)}>\n${results.map(toCase).join('\n')}\n  </testsuite>`
}

function toCase(result: CheckResult): string {
  const { check, milliseconds, outcome, reason } = result
  const head = `    <testcase classname="${escape(check.source)}" name="${escape(`${check.id}: ${check.title}`)}" time="${toSeconds(milliseconds)}"`
  if (outcome === 'passed') return `${head}/>`
  const text = escape(reason ?? '')
  if (outcome === 'skipped') return `${head}><skipped message="${text}"/></testcase>`
  return `${head}><failure type="${check.level}" message="${text}">${escape(describeFailure(result))}</failure></testcase>`
}

function countsOf(results: readonly CheckResult[]): string {
  const count = (wanted: string): number => results.filter(({ outcome }) => outcome === wanted).length
  const time = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return ` tests="${results.length}" failures="${count('failed')}" skipped="${count('skipped')}" time="${toSeconds(time)}"`
}

function toSeconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

/** Text for XML 1.0, which has no place for most control characters. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll(/[&<>"\n]/g, (character) => entities[character] as string)
}
