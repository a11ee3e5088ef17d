import cluster from 'node:cluster'

import type { AskAllProcesses } from '@rolecall/server/system/metrics'

import type { FromProcess, ProcessTask, ToProcess } from './process-messages.ts'
import { stopSignal, stopSignals } from './stop-signal.ts'

/** The variable by which a process is told its task. */
export const taskVariable = 'ROLECALL_PROCESS_TASK'

/** A server as one of several on a port, or alone. */
export interface OneOfProcesses {
  readonly task: ProcessTask
  readonly stopped: Promise<NodeJS.Signals>
  isStopped(): boolean
  /** Absent where it is alone. */
  readonly askAllProcesses?: AskAllProcesses
  /** Says that it serves. */
  serves(): void
  /** Listens to the others no longer, which keeps a process from its end. */
  leave(): void
}

const alone: ProcessTask = { announces: true, doesDueWork: true }

/** What this process is, which others may have started. */
export function findOutProcess(environment: NodeJS.ProcessEnv = process.env): OneOfProcesses {
  const told = environment[taskVariable]
  if (!cluster.isWorker || told === undefined)
    return { task: alone, ...toStop(stopSignal()), serves: () => undefined, leave: () => undefined }
  return {
    task: JSON.parse(told) as ProcessTask,
    ...toStop(stopMessage()),
    askAllProcesses,
    serves: () => tell({ kind: 'serves' }),
    // Of the cluster, and not of the process alone: that would end it at once, with success and what it had to say unsaid.
    leave: () => process.connected && cluster.worker?.disconnect(),
  }
}

function toStop(stopped: Promise<NodeJS.Signals>): Pick<OneOfProcesses, 'isStopped' | 'stopped'> {
  let isStopped = false
  void stopped.then(() => (isStopped = true))
  return { stopped, isStopped: () => isStopped }
}

/** The terminal's signal comes to all processes: it is the first one that says when they stop, or its end. */
function stopMessage(): Promise<NodeJS.Signals> {
  for (const signal of stopSignals) process.on(signal, () => undefined)
  return new Promise((resolve) => {
    process.once('disconnect', () => resolve('SIGTERM'))
    listen((message) => {
      if (message.kind === 'stop') resolve(message.signal)
    })
    tell({ kind: 'listens' })
  })
}

const askAllProcesses: AskAllProcesses = (own) => {
  const waiting = new Map<number, (text: string) => void>()
  let asked = 0
  listen((message) => {
    if (message.kind === 'tell metrics') {
      void own().then((metrics) => tell({ kind: 'own metrics', number: message.number, metrics }))
    } else if (message.kind === 'metrics of all') {
      waiting.get(message.number)?.(message.text)
      waiting.delete(message.number)
    }
  })
  return () =>
    new Promise((resolve) => {
      const number = ++asked
      waiting.set(number, resolve)
      tell({ kind: 'ask metrics', number })
    })
}

function listen(hear: (message: ToProcess) => void): void {
  process.on('message', (message) => hear(message as ToProcess))
}

/** Where nobody listens any more there is nobody to be told. */
function tell(message: FromProcess): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}
