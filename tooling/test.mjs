// Everything that has to hold before a change lands: the static checks, each counted as one test, and the
// whole test suite. Arguments go to vitest. The last line is always `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './ensure-chromium.mjs'
import { build, environment, install } from './setup.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const checks = [
  ['format', 'oxfmt', '--check'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['types', 'tsc', '-p', 'tsconfig.check.json'],
  ['types of the console', 'tsc', '-p', 'packages/console/tsconfig.json'],
  ['types of the console’s build', 'tsc', '-p', 'packages/console/tsconfig.test.json'],
  ['boundaries', process.execPath, 'tooling/lint/boundaries.mjs'],
  ['unused', 'knip', '--no-config-hints'],
]

const total = { passed: 0, failed: 0, skipped: 0 }
try {
  install()
  ensureChromium()
  count(attempt('build', build))
  for (const [name, ...command] of checks) count(attempt(name, () => run(command)))
  count(runTests(process.argv.slice(2)))
} catch (error) {
  console.error(error)
  count({ failed: 1 })
}
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed === 0 ? 0 : 1

/** A check that throws or exits with anything but 0 has failed; the others still run. */
function attempt(name, check) {
  console.log(`\n── ${name}`)
  try {
    if ((check() ?? 0) === 0) return { passed: 1 }
  } catch (error) {
    console.log(error.message)
  }
  console.log(`✗ ${name}`)
  return { failed: 1 }
}

/** The reporter of the test run leaves its counts in a file; without them the run itself has failed. */
function runTests(args) {
  console.log('\n── tests')
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-test-'))
  const file = join(folder, 'result.json')
  const status = run(['vitest', 'run', ...args], { ROLECALL_TEST_RESULT: file })
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'))
    return status !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result
  } catch {
    return { failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run([command, ...args], more = {}) {
  const env = { ...environment, ...more }
  return spawnSync(command, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1
}

function count(result) {
  for (const key of Object.keys(total)) total[key] += result[key] ?? 0
}
