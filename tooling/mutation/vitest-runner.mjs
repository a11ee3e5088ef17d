// A channel between threads is no window; Vitest takes the default export, and Stryker's name has underscores.
/* oxlint-disable unicorn/require-post-message-target-origin, unicorn/prefer-add-event-listener, import/no-default-export, no-underscore-dangle */
import path from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'

import { collectTests, startTests } from 'vitest/internal/browser'
import { VitestTestRunner } from 'vitest/runners'

import { channelName, testId } from './protocol.mjs'

/** What Stryker's changes in the sources ask which of them is in force, and tell who reaches them. */
const stryker = (globalThis.__stryker__ ??= {})
/** No change has this name. */
const unchanged = 'none'

/**
 * Runs tests as often as it is asked to, in one worker that keeps every module loaded: a change costs its tests, not the start
 * of a process and the import of a few hundred files.
 */
export default class ResidentRunner extends VitestTestRunner {
  #resident = false
  #dryRun = false
  /** Of each file with tests: the ids of Vitest by the id that Stryker has for a test. */
  #tasks = new Map()
  /** How long the tests of a file took, each; to begin with the quick ones. */
  #durations = new Map()
  /** Tests that noticed a change of a source file, the last one first: its neighbour is likely noticed by the same. */
  #noticed = new Map()
  #controlled = new Set()
  /** How many changes each test reaches. */
  #reached = new Map()
  #kills = 0

  async onAfterRunFiles(files) {
    super.onAfterRunFiles(files)
    if (this.#resident) return
    this.#resident = true
    // Vitest's main thread is not interested in runs of which it doesn't know.
    this.onTaskUpdate = async () => {}
    this.onCollectStart = (file) => super.onCollectStart(file)
    this.onCollected = () => {
      if (this.#dryRun) stryker.currentTestId = beforeTests
    }
    this.onAfterRunTask = (test) => {
      if (this.#dryRun) stryker.currentTestId = beforeTests
      else if (test.result?.state === 'fail') this.cancelRun = true
      super.onAfterRunTask(test)
    }
    await this.#serve()
  }

  async onBeforeRunTask(test) {
    if (this.#dryRun) stryker.currentTestId = idOf(test)
    await super.onBeforeRunTask(test)
  }

  /** Until it is told to stop. */
  async #serve() {
    const channel = new BroadcastChannel(channelName)
    const requests = []
    let wake = () => {}
    channel.onmessage = ({ data }) => {
      requests.push(data)
      wake()
    }
    channel.postMessage({ ready: true })
    for (;;) {
      if (requests.length === 0) await new Promise((resolve) => (wake = resolve))
      const { dryRun, mutant, stop } = requests.shift()
      if (stop) break
      try {
        channel.postMessage({ result: dryRun ? await this.#reach(dryRun) : await this.#tryChange(mutant) })
      } catch (error) {
        channel.postMessage({ error: String(error?.stack ?? error) })
      }
    }
    channel.close()
  }

  /** All tests of the files, and which change each of them reaches. */
  async #reach({ files }) {
    this.#dryRun = true
    stryker.activeMutant = undefined
    const tests = []
    for (const file of files) {
      stryker.currentTestId = undefined
      const task = await this.#start(file)
      stryker.currentTestId = undefined
      const reached = stryker.mutantCoverage?.perTest[beforeTests] ?? {}
      if (stryker.mutantCoverage) delete stryker.mutantCoverage.perTest[beforeTests]
      const failure = failureOf(task)
      // A file that can't be imported has no tests of which one could fail.
      if (failure !== undefined) tests.push({ id: `${file}#`, name: file, file, state: 'fail', duration: 0, failure })
      for (const test of getTests(task)) {
        const id = idOf(test)
        if (test.mode === 'skip' && failure === undefined) continue
        const state = test.result?.state ?? 'fail'
        tests.push({ id, name: nameOf(test), file, state, duration: test.result?.duration ?? 0, failure })
        if (Object.keys(reached).length > 0) addAll((stryker.mutantCoverage.perTest[id] ??= {}), reached)
      }
    }
    this.#dryRun = false
    for (const [id, changes] of Object.entries(stryker.mutantCoverage?.perTest ?? {})) {
      this.#reached.set(id, Object.keys(changes).length)
    }
    return { tests, coverage: stryker.mutantCoverage ?? { static: {}, perTest: {} } }
  }

  /** The first test that fails with the change in force. */
  async #tryChange({ id, source, tests, hitLimit }) {
    const noticed = this.#noticed.get(source) ?? []
    const asked = new Set(tests)
    const first = noticed.filter((test) => asked.has(test))
    for (const test of first) asked.delete(test)
    const others = this.#choose([...asked])
    let ran = 0
    stryker.hitLimit = hitLimit
    stryker.hitCount = 0
    for (const chosen of [...byFile(first), ...byFile(others).toSorted((a, b) => this.#cost(a) - this.#cost(b))]) {
      ran += chosen.ids.length
      const failure = await this.#firstFailure(id, chosen)
      if (failure === undefined) continue
      if (stryker.hitCount > hitLimit) return { status: 'timeout', reason: failure.message }
      stryker.hitCount = undefined
      await this.#control(chosen.file, failure.ids)
      this.#noticed.set(source, [failure.ids[0], ...noticed.filter((test) => test !== failure.ids[0])].slice(0, 8))
      return { status: 'killed', killedBy: failure.ids, failureMessage: failure.message, nrOfTests: ran }
    }
    return { status: 'survived', nrOfTests: ran }
  }

  /** A test that would fail without the change as well, alone or after what changes have left behind, shows nothing. */
  async #control(file, ids) {
    this.#kills += 1
    if (this.#kills % 10 !== 0 && ids.every((id) => this.#controlled.has(id))) return
    const without = await this.#firstFailure(unchanged, { file, ids })
    if (without !== undefined) throw new Error(`${ids[0]} fails without a change: ${without.message}`)
    for (const id of ids) this.#controlled.add(id)
  }

  /** Where there are many, those that reach little, and some of all the others. */
  #choose(tests) {
    if (tests.length <= most) return tests
    const ordered = tests.toSorted((a, b) => (this.#reached.get(a) ?? 0) - (this.#reached.get(b) ?? 0))
    const rest = ordered.slice(most / 2)
    return [
      ...ordered.slice(0, most / 2),
      ...rest.filter((_test, index) => index % Math.ceil((2 * rest.length) / most) === 0),
    ]
  }

  #cost({ file, ids }) {
    return (this.#durations.get(file) ?? 10) * ids.length
  }

  async #firstFailure(mutant, { file, ids }) {
    const known = await this.#tasksOf(file)
    stryker.activeMutant = mutant
    const task = await this.#start(
      file,
      ids.flatMap((id) => known.get(id) ?? []),
    )
    stryker.activeMutant = unchanged
    const failed = getTests(task).find(({ result }) => result?.state === 'fail')
    const message = failed?.result.errors?.[0]?.message ?? failureOf(task)
    if (message === undefined && failed === undefined) return undefined
    return { ids: failed === undefined ? ids : [idOf(failed)], message: message ?? 'It failed.' }
  }

  async #tasksOf(file) {
    const known = this.#tasks.get(file)
    if (known !== undefined) return known
    stryker.activeMutant = unchanged
    this.#prepare(file)
    const [task] = await collectTests([file], this)
    const ids = new Map([...groupBy(getTests(task), idOf)].map(([id, same]) => [id, same.map((test) => test.id)]))
    this.#tasks.set(file, ids)
    return ids
  }

  async #start(filepath, testIds) {
    this.#prepare(filepath)
    const [task] = await startTests([{ filepath, testIds }], this)
    const ran = getTests(task).filter(({ result }) => result?.duration !== undefined)
    if (ran.length > 0) this.#durations.set(filepath, (task.result?.duration ?? 0) / ran.length)
    return task
  }

  /** A file with tests is evaluated again, the modules that it imports are not. */
  #prepare(filepath) {
    const { evaluatedModules } = this.workerState
    for (const module of evaluatedModules.fileToModulesMap.get(filepath) ?? [])
      evaluatedModules.invalidateModule(module)
    this.workerState.filepath = filepath
    this.cancelRun = false
  }
}

/** How many tests a change is tried with, beside those that noticed its neighbours; fewer make the score a lower bound. */
const most = Number(process.env['ROLECALL_MUTATION_MOST'] ?? Infinity)

/** What is reached by hooks around the tests of a file counts for all of these tests. */
const beforeTests = '#'

const idOf = (test) => testId(path.relative(process.cwd(), test.file.filepath), nameOf(test))

/** With the names of all that it is within, but for the file. */
function nameOf(task) {
  const { name, suite } = task
  return suite === undefined ? name : `${nameOf(suite)} ${name}`
}

function getTests(task) {
  return task.type === 'test' ? [task] : task.tasks.flatMap(getTests)
}

function failureOf(task) {
  const own = task.result?.state === 'fail' ? task.result.errors?.[0]?.message : undefined
  return own ?? task.tasks?.map((inner) => (inner.type === 'suite' ? failureOf(inner) : undefined)).find(Boolean)
}

function byFile(tests) {
  const files = groupBy([...tests], (id) => path.resolve(id.slice(0, id.indexOf('#'))))
  return [...files].map(([file, ids]) => ({ file, ids }))
}

function groupBy(list, keyOf) {
  const groups = new Map()
  for (const one of list) {
    const key = keyOf(one)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return groups
}

function addAll(to, from) {
  for (const [id, count] of Object.entries(from)) to[id] = (to[id] ?? 0) + count
}
