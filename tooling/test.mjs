// Everything that has to hold before a change lands: the static checks, each counted as one test, and the
// whole test suite. The checks run beside the tests, which wait a lot, and give way to them. Arguments go to vitest.
// The last line is always `N passed, N failed`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
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
  const installed = install()
  ensureChromium()
  count(attemptBuild())
  await installed
  const checking = runChecks()
  count(await runTests(process.argv.slice(2)))
  count(await checking)
} catch (error) {
  console.error(error)
  count({ failed: 1 })
}
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed === 0 ? 0 : 1

/** The tests still run where it fails. */
function attemptBuild() {
  console.log('\n── build')
  try {
    build()
    return { passed: 1 }
  } catch (error) {
    console.log(`${error.message}\n✗ build`)
    return { failed: 1 }
  }
}

/** One after the other. What one has to say is shown at once when it has ended, between the lines of the tests. */
async function runChecks() {
  const result = { passed: 0, failed: 0 }
  for (const [name, ...command] of checks) {
    const { output, status } = await runQuietly(command)
    result[status === 0 ? 'passed' : 'failed'] += 1
    console.log(`\n── ${name}\n${output}${status === 0 ? '' : `✗ ${name}\n`}`)
  }
  return result
}

/** The reporter of the test run leaves its counts in a file; without them the run itself has failed. */
async function runTests(args) {
  console.log('\n── tests')
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-test-'))
  const file = join(folder, 'result.json')
  const child = start(['vitest', 'run', ...args], 'inherit', { ROLECALL_TEST_RESULT: file })
  const status = await endOf(child)
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'))
    return status !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result
  } catch {
    return { failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** With the lowest priority, and with what it has written. */
async function runQuietly(command) {
  const child = start(command, ['ignore', 'pipe', 'pipe'])
  giveWay(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const status = await endOf(child)
  return { output, status }
}

/** What is over already, or may not be changed, runs as it does. */
function giveWay({ pid }) {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch (error) {
    console.log(error.message)
  }
}

function start([command, ...args], stdio, more = {}) {
  return spawn(command, args, {
    cwd: root,
    env: { ...environment, ...more },
    stdio,
    shell: process.platform === 'win32',
  })
}

/** The exit status; what can't be started has failed. */
async function endOf(child) {
  try {
    const [status] = await once(child, 'close')
    return status ?? 1
  } catch (error) {
    console.log(error.message)
    return 1
  }
}

function count(result) {
  for (const key of Object.keys(total)) total[key] += result[key] ?? 0
}
