import type { TestResult } from '@rolecall/core/decider'

import type { TestedFile } from './test-mapping.ts'

/** Test results as JUnit XML, which CI servers read: a suite for each file. */
export function toJUnit(files: readonly TestedFile[]): string {
  const suites = files.map(({ file, report }) => {
    const { failed, passed, results } = report
    const cases = results.map((result) => toCase(file, result)).join('')
    return `  <testsuite name="${escape(file)}" tests="${passed + failed}" failures="${failed}">\n${cases}  </testsuite>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`
}

function toCase(file: string, { line, name, outcome, problems }: TestResult): string {
  const start = `    <testcase name="${escape(name)}" classname="${escape(file)}" file="${escape(file)}" line="${line}"`
  if (outcome === 'passed') return `${start}/>\n`
  const message = escape(problems.join('; '))
  return `${start}>\n      <failure message="${message}">${escape(problems.join('\n'))}</failure>\n    </testcase>\n`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Also without the characters that XML 1.0 can't have (§2.2). */
function escape(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '�')
    .replaceAll(/[&<>"']/g, (found) => entities[found] ?? found)
}
