import { countStatus, type JudgedProfile } from '@rolecall/conformance/profile/judge-requirements'
import type { Judgement } from '@rolecall/conformance/profile/requirement'
import { describeFailure } from '@rolecall/conformance/report/describe-failure'
import type { CheckResult, SuiteResult } from '@rolecall/conformance/run-suite'

import { toXml, type XmlElement } from '../output/to-xml.ts'

/**
 * The result as JUnit XML, which build servers read: a suite for each source with a case for each check, and one for each profile
 * with a case for each requirement.
 */
export function toJUnit({ results }: Pick<SuiteResult, 'results'>, profiles: readonly JudgedProfile[] = []): string {
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
    content: [...suites, ...profiles.map(toProfileSuite)],
  })
}

/** Its checks are counted in the suites of their sources. */
function toProfileSuite(judged: JudgedProfile): XmlElement {
  const { judgements, profile } = judged
  const name = `profile ${profile}`
  const [failures, skipped] = [countStatus(judged, 'not met'), countStatus(judged, 'not checked')]
  return {
    name: 'testsuite',
    attributes: { name, tests: judgements.length, failures, skipped, time: toSeconds(0) },
    content: judgements.map((judgement) => toRequirementCase(name, judgement)),
  }
}

function toRequirementCase(classname: string, { reason, requirement, status }: Judgement): XmlElement {
  const { id, level, section, text } = requirement
  const message = reason ?? ''
  const outcomes: Readonly<Record<Judgement['status'], readonly XmlElement[]>> = {
    met: [],
    'not checked': [{ name: 'skipped', attributes: { message } }],
    'not met': [{ name: 'failure', attributes: { type: level, message } }],
  }
  return {
    name: 'testcase',
    attributes: { classname, name: `${id} (${section}): ${text}`, time: toSeconds(0) },
    content: outcomes[status],
  }
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
