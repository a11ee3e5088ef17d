import type { TestReport } from '@rolecall/core/directory/test-report'

import { colorsFor } from '../output/colors.ts'
import { print } from '../output/print.ts'

/** Each test that failed with its problems, and how many there are of both; nothing where there are none. */
export async function printTests(report: TestReport | undefined, file: string): Promise<void> {
  if (report === undefined || report.passed + report.failed === 0) return
  const { red } = colorsFor(process.stdout)
  for (const { line, name, outcome, problems } of report.results) {
    if (outcome === 'failed') await print(`${red('failed')} ${file}:${line} ${name}: ${problems.join('; ')}`)
  }
  await print(`Tests: ${report.passed} passed, ${report.failed} failed`)
}
