import type { TestReport, TestResult } from '@rolecall/core/directory/test-report'

import { toXml, type XmlElement } from '../output/to-xml.ts'

/** The tests of one file, and what they came to. */
export interface TestedFile {
  readonly file: string
  readonly report: TestReport
}

/** Test results as JUnit XML, which build servers read: a suite for each file. */
export function toJUnit(files: readonly TestedFile[]): string {
  return toXml({ name: 'testsuites', attributes: {}, content: files.map(toSuite) })
}

function toSuite({ file, report: { failed, passed, results } }: TestedFile): XmlElement {
  const attributes = { name: file, tests: passed + failed, failures: failed }
  return { name: 'testsuite', attributes, content: results.map((result) => toCase(file, result)) }
}

function toCase(file: string, { line, name, outcome, problems }: TestResult): XmlElement {
  const attributes = { name, classname: file, file, line }
  if (outcome === 'passed') return { name: 'testcase', attributes }
  const failure = { name: 'failure', attributes: { message: problems.join('; ') }, content: problems.join('\n') }
  return { name: 'testcase', attributes, content: [failure] }
}
