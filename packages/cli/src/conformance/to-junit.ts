import { describeFailure } from '@rolecall/conformance/report/describe-failure'
import type { CheckResult, SuiteResult } from '@rolecall/conformance/run-suite'

import { toXml, type XmlElement } from '../output/to-xml.ts'

/** The result as JUnit XML, which build servers read: a suite for each source, a case for each check. */
export function toJUnit({ results }: Pick<SuiteResult, 'results'>): string {
  const sources = [...new Set(results.map(({ check }) => check.source))]
  const suites = sources.map((source) =>
    toSuite(
      source,
      results.filter(({ check }) => check.source === source),
    ),
  )
  return toXml({
    name: 'testsuites',
    attributes: { name: 'SCIM conformance', ...countsOf(results) },
    content: suites,
  })
}

function toSuite(source: string, results: readonly CheckResult[]): XmlElement {
  return { name: 'testsuite', attributes: { name: source, ...countsOf(results) }, content: results.map(toCase) }
}

function toCase(result: CheckResult): XmlElement {
  const { check, milliseconds, outcome } = result
  const attributes = {
    classname: check.source,
    name: `${check.id}: ${check.title}`,
    time: toSeconds(milliseconds),
  }
  return { name: 'testcase', attributes, content: outcome === 'passed' ? [] : [toOutcome(result)] }
}

function toOutcome(result: CheckResult): XmlElement {
  const { check, outcome, reason } = result
  const message = reason ?? ''
  if (outcome === 'skipped') return { name: 'skipped', attributes: { message } }
  return { name: 'failure', attributes: { type: check.level, message }, content: describeFailure(result) }
}

function countsOf(results: readonly CheckResult[]) {
  const count = (wanted: string): number => results.filter(({ outcome }) => outcome === wanted).length
  const time = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return { tests: results.length, failures: count('failed'), skipped: count('skipped'), time: toSeconds(time) }
}

function toSeconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3)
}
