import { writeFileSync } from 'node:fs'
import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Closes the run with one plain line, `N passed, N failed`, that any tool can read. What never became a
 * test counts as failed too: a file that could not be loaded, a hook that threw, an error nobody caught,
 * a run without any test. With ROLECALL_TEST_RESULT the counts go to that file instead.
 */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) countModule(module, counts)
    if (counts.passed + counts.failed === 0) counts.failed = 1

    const file = process.env['ROLECALL_TEST_RESULT']
    if (file !== undefined) writeFileSync(file, JSON.stringify(counts))
    // The default reporter prints its summary in the same phase: ours comes after it.
    else process.once('exit', () => printCounts(counts))
  }
}

interface Counts {
  passed: number
  failed: number
  skipped: number
}

function countModule(module: TestModule, counts: Counts): void {
  counts.failed += module.errors().length
  for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    counts[state === 'pending' ? 'failed' : state] += 1
  }
}

function printCounts({ passed, failed, skipped }: Counts): void {
  if (failed > 0) process.exitCode = 1
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`)
}
