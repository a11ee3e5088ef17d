import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { toRecording, type RecordedLine } from './to-recording.ts'

// Runs the demo, and draws what it prints as docs/images/demo.svg.
const root = join(import.meta.dirname, '../../..')

/** Rows of the table that there is room for. */
const rows = 14

const script = join(root, 'packages/cli/bin/rolecall.js')
const { status, stderr, stdout } = spawnSync(process.execPath, [script, 'demo'], {
  encoding: 'utf8',
  // As it is called where the package is installed.
  env: { ...process.env, npm_command: 'exec' },
})
if (status !== 0) throw new Error(`The demo ended with ${status}: ${stderr}`)

const printed = stdout.trimEnd().split('\n')
const head = printed.findIndex((text) => text.includes('PERSON'))
const foot = printed.findIndex((text, index) => index > head && text === '')
const left = foot - head - 1 - rows
const shown = [
  ...printed.slice(0, head + 1 + rows),
  ...(left > 0 ? [`… and ${left} more`] : []),
  ...printed.slice(foot),
]

/** A sentence takes longer to read than a row. */
let at = 1
const lines: RecordedLine[] = [{ at: 0.2, text: '$ npx rolecall demo' }]
for (const text of shown) {
  at += text === '' ? 0.2 : /@.*team:|@.*organization|^ {20}/.test(text) ? 0.3 : 1.2
  lines.push({ at, text })
}
writeFileSync(
  join(root, 'docs/images/demo.svg'),
  toRecording(lines, 'rolecall demo: a provider provisions people and groups, and who has which role by which group'),
)
