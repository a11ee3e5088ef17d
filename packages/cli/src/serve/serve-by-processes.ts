import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'

import type { Logger } from 'pino'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { createMetricsCollection } from './collect-metrics.ts'
import { taskVariable } from './one-of-processes.ts'
import type { FromProcess, ProcessTask, ToProcess } from './process-messages.ts'

/** How long is waited before one is started in the place of one that has ended soon after its start, in milliseconds. */
const pauses = { soon: 10_000, least: 100, most: 30_000 }

/** Throws CommandError where a database is for one process. */
export function refuseProcesses(database: string, count: number): void {
  if (count === 1 || !database.startsWith('sqlite:')) return
  throw new CommandError(
    `--processes: ${count} processes can't serve a SQLite file, which has one writer; use PostgreSQL, or leave it out`,
    exitCode.usage,
  )
}

/**
 * Starts so many processes on one port, each of which is this command, and one in the place of each that ends; stops all
 * of them by the first signal. The first is waited for: what is wrong at a start is told once.
 */
export async function serveByProcesses(count: number, log: Logger, stopped: Promise<NodeJS.Signals>): Promise<void> {
  cluster.setupPrimary({ serialization: 'json' })
  const workers = new Map<Worker, ProcessTask>()
  const serving = new Set<Worker>()
  const replacements = new Set<NodeJS.Timeout>()
  let replaces = false
  let stopping: NodeJS.Signals | undefined
  const metrics = createMetricsCollection((number) => {
    for (const worker of serving) tell(worker, { kind: 'tell metrics', number })
    return serving.size
  })

  function start(task: ProcessTask, pause: number): Worker {
    const worker = cluster.fork({ [taskVariable]: JSON.stringify(task) })
    const started = performance.now()
    workers.set(worker, task)
    worker.on('message', (message: FromProcess) => hear(worker, message))
    const end = (reason: object): void => {
      serving.delete(worker)
      if (workers.delete(worker) && replaces) replace(task, reason, toPause(performance.now() - started, pause))
    }
    worker.once('exit', (code, signal) => end({ pid: worker.process.pid, code, signal }))
    // One that could not be started, or not be told something.
    worker.on('error', (err) => worker.process.pid === undefined && end({ err }))
    return worker
  }

  /** The pause keeps this process from its end: there may be no other one left. */
  function replace(task: ProcessTask, reason: object, pause: number): void {
    log.error({ ...reason, nextMs: pause }, 'a process has ended; another one takes its place')
    const timer = setTimeout(() => {
      replacements.delete(timer)
      start({ ...task, announces: false }, pause)
    }, pause)
    replacements.add(timer)
  }

  function hear(worker: Worker, message: FromProcess): void {
    if (message.kind === 'listens' && stopping !== undefined) tell(worker, { kind: 'stop', signal: stopping })
    if (message.kind === 'serves') {
      serving.add(worker)
      log.info({ pid: worker.process.pid }, 'a process serves')
    }
    if (message.kind === 'own metrics') metrics.hear(message.number, message.metrics)
    if (message.kind === 'ask metrics')
      void metrics.collect().then((text) => tell(worker, { kind: 'metrics of all', number: message.number, text }))
  }

  const told = stopped.then((signal) => {
    stopping = signal
    replaces = false
    for (const timer of replacements) clearTimeout(timer)
    for (const worker of workers.keys()) tell(worker, { kind: 'stop', signal })
    return signal
  })
  process.once('exit', () => {
    for (const worker of workers.keys()) worker.process.kill('SIGKILL')
  })
  const ended = await firstServes(start({ announces: true, doesDueWork: true }, pauses.least))
  if (ended !== null) process.exit(codeOfStart(ended, stopping, log))
  if (stopping === undefined) {
    replaces = true
    for (let more = 1; more < count; more++) start({ announces: false, doesDueWork: false }, pauses.least)
  }
  const signal = await told
  log.info({ signal }, 'stopping; requests under way are finished, a second signal ends them')
  await Promise.all([...workers.keys()].map((worker) => once(worker, 'exit')))
}

/** How long is waited after one that ran for a while, or that ended soon after its start and that pause. */
function toPause(ran: number, before: number): number {
  return ran > pauses.soon ? pauses.least : Math.min(before * 2, pauses.most)
}

/** How a process has ended: with a code, or by a signal. */
interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** Waits until it serves; where it ends before, so does this process. */
function firstServes(worker: Worker): Promise<Ended | null> {
  return new Promise((resolve) => {
    worker.on('message', ({ kind }: FromProcess) => kind === 'serves' && resolve(null))
    worker.once('exit', (code: number | null, signal: NodeJS.Signals | null) => resolve({ code, signal }))
  })
}

/** It has told what is wrong, unless it was killed: by who stops all, or by a system that has no memory left. */
function codeOfStart({ code, signal }: Ended, stopping: NodeJS.Signals | undefined, log: Logger): number {
  if (code !== null) return code
  if (stopping !== undefined) {
    log.info({ signal: stopping }, 'stopped before it served')
    return exitCode.ok
  }
  log.error({ signal }, 'the first process was ended before it served')
  return exitCode.failure
}

function tell(worker: Worker, message: ToProcess): void {
  if (worker.isConnected()) worker.send(message, () => undefined)
}
