// A channel between threads is no window.
/* oxlint-disable unicorn/require-post-message-target-origin, unicorn/prefer-add-event-listener */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { BroadcastChannel } from 'node:worker_threads'

import { createVitest } from 'vitest/node'

import { isDrawn, isNoticed, keyOf, readChanges } from './draw.mjs'
import { channelName } from './protocol.mjs'

const entry = fileURLToPath(new URL('resident.test.mjs', import.meta.url))
const config = fileURLToPath(new URL('vitest.config.mjs', import.meta.url))
const states = { pass: 0, fail: 1, skip: 2 }

/** Stryker's side of `vitest-runner.mjs`: what it asks of a test runner, handed to a worker that stays. */
class ResidentTestRunner {
  #vitest
  #run
  #files = []
  #channel = new BroadcastChannel(channelName)
  #answer = () => {}

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    process.env.NODE_ENV = 'test'
    process.env.VITEST = '1'
    this.#channel.onmessage = ({ data }) => this.#answer(data)
    this.#vitest = await createVitest('test', { config, watch: false })
    this.#files = (await this.#vitest.globTestSpecifications())
      .map(({ moduleId }) => moduleId)
      .filter((id) => id !== entry)
    const ready = new Promise((resolve) => (this.#answer = resolve))
    this.#run = this.#vitest.runTestSpecifications([this.#vitest.getRootProject().createSpecification(entry)])
    await Promise.race([ready, this.#run.then(() => Promise.reject(new Error('The worker ended at once.')))])
  }

  async dryRun() {
    const { coverage, tests } = await this.#ask({ dryRun: { files: this.#files } })
    return {
      status: 'complete',
      tests: tests.map(({ duration, failure, file, id, name, state }) => ({
        id,
        name,
        fileName: file,
        timeSpentMs: duration,
        status: states[state] ?? 1,
        failureMessage: failure,
      })),
      mutantCoverage: coverage,
    }
  }

  async mutantRun({ activeMutant, hitLimit, testFilter }) {
    // Stryker leaves errors out of the score.
    if (!isTried(activeMutant)) return { status: 'error', errorMessage: 'not tried' }
    const { fileName: source, id } = activeMutant
    return this.#ask({ mutant: { id, source, tests: testFilter, hitLimit } })
  }

  async dispose() {
    this.#channel.postMessage({ stop: true })
    await this.#run
    this.#channel.close()
    await this.#vitest.close()
  }

  async #ask(request) {
    const answered = new Promise((resolve) => (this.#answer = resolve))
    this.#channel.postMessage(request)
    const { error, result } = await answered
    if (error !== undefined) throw new Error(error)
    return result
  }
}

/** With `ROLECALL_MUTATION_AGAIN` what some earlier run has noticed is not tried again. */
const known = process.env['ROLECALL_MUTATION_AGAIN'] === undefined ? new Map() : readChanges()

/** Whether a change is in the sample, and not known to be noticed. */
function isTried({ fileName, location, mutatorName, replacement }) {
  const change = { file: path.relative(process.cwd(), fileName), location, mutatorName, replacement }
  const found = known.get(keyOf(change))
  return isDrawn(change) && (found === undefined || !isNoticed(found))
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'resident', factory: () => new ResidentTestRunner() }]
