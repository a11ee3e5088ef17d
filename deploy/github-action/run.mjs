// The action: runs `plan` and `apply` of `rolecall mapping` or `rolecall catalogue`, and tells people what came of it. Node alone, no dependency.
import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'

import { commentOnPullRequest } from './comment.mjs'

const modes = { plan, apply, drift }

const environment = process.env
const file = environment.INPUT_FILE || 'mapping.yaml'
const mode = modes[environment.INPUT_MODE]
const subject = environment.INPUT_SUBJECT || 'mapping'

if (mode === undefined)
  fail(`mode is one of ${Object.keys(modes).join(', ')}, not ${JSON.stringify(environment.INPUT_MODE)}`)
else if (!['mapping', 'catalogue'].includes(subject))
  fail(`subject is mapping or catalogue, not ${JSON.stringify(subject)}`)
else if (!environment.ROLECALL_URL || !environment.ROLECALL_KEY)
  fail(
    'url and key are needed. A pull request from a fork has no secrets: run the plan for branches of this repository.',
  )
else await mode()

/** Shows the plan where the change is discussed; fails where an apply would be refused. */
async function plan() {
  const planned = makePlan()
  if (planned.text !== '') await commentOnPullRequest(planned.text, file, warn)
  if (planned.refused) fail(planned.reason)
}

/** Makes the server what the file says; where nothing differs, no version of a mapping is added. */
async function apply() {
  const planned = makePlan()
  if (planned.refused) return fail(planned.reason)
  if (!planned.changes) return
  const wishes =
    subject === 'catalogue'
      ? toConfirm()
      : [
          ...toFlag('--held-revocations', environment.INPUT_HELD_REVOCATIONS),
          ...toFlag('--commit-within', environment.INPUT_COMMIT_WITHIN),
        ]
  const { status, stderr, stdout } = rolecall([subject, 'apply', file, '--yes', ...wishes])
  console.log(stdout)
  if (status !== 0) fail(stderr.trim() || `rolecall ended with ${status}`)
}

/** For a run at night: fails where somebody has changed what the file says, or roles wait for an apply. */
async function drift() {
  const planned = makePlan()
  if (planned.refused) fail(planned.reason)
  else if (planned.changes) fail(`The server is no longer what ${file} says: the summary has what an apply would do.`)
}

/** The plan as Markdown, in the log and in the summary of the run. */
function makePlan() {
  const { status, stderr, stdout } = rolecall([
    subject,
    'plan',
    file,
    '--format',
    'markdown',
    ...(subject === 'catalogue' ? toConfirm() : []),
  ])
  const text = stdout.trim()
  console.log(text)
  if (text !== '') write('GITHUB_STEP_SUMMARY', text)
  const changes = status === 2
  const refused = status !== 0 && !changes
  if (!refused) write('GITHUB_OUTPUT', `changes=${changes}`)
  return { text, changes, refused, reason: stderr.trim() || `The plan of ${file} would be refused` }
}

function rolecall(words) {
  const [command, ...first] = (environment.INPUT_ROLECALL || 'npx --yes rolecall').split(/\s+/).filter(Boolean)
  const ended = spawnSync(command, [...first, ...words], { encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (ended.error === undefined) return ended
  return { status: 1, stdout: '', stderr: `${command} can't be started: ${ended.error.message}` }
}

function toConfirm() {
  return environment.INPUT_CONFIRM === 'true' ? ['--confirm'] : []
}

function toFlag(name, value) {
  return value ? [name, value] : []
}

/** Adds lines to a file of the runner; outside of one there is none. */
function write(name, text) {
  if (environment[name]) appendFileSync(environment[name], `${text}\n`)
}

function warn(message) {
  console.log(`::warning::${toData(message)}`)
}

function fail(message) {
  console.log(`::error::${toData(message)}`)
  process.exitCode = 1
}

/** A message of the runner's commands is one line. */
function toData(message) {
  return message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
