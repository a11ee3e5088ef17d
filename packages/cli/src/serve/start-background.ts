// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { Worker } from 'node:worker_threads'

import type { Background } from '@rolecall/core/change/operation-context'
import { failTask } from '@rolecall/core/job/fail-task'
import { StoreError } from '@rolecall/core/store-error'

import type { Configuration } from '../configuration/configuration.ts'
import type { NumberedTask, TaskEnd, TaskFailure } from './background-worker.ts'

/** How long the thread is kept without work, in milliseconds: its memory is better used elsewhere. */
const idleTime = 60_000

/** The most memory that the thread may use for its objects, in MB. */
const maxOldGenerationSizeMb = 700

interface Waiting {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

/**
 * Runs long work in a thread of its own, which is started with the first task and ends when there has been none for a
 * while. It reads the database by connections of its own, so requests go on being answered.
 */
export function startBackground(configuration: Configuration): Background {
  let thread: Thread | undefined
  let idle: NodeJS.Timeout | undefined
  let number = 0
  let closed = false

  function start(): Thread {
    const worker = new Worker(new URL('./background-worker.js', import.meta.url), {
      workerData: configuration,
      resourceLimits: { maxOldGenerationSizeMb },
    })
    const started: Thread = { worker, waiting: new Map() }
    const end = (error: Error) => {
      if (thread === started) thread = undefined
      for (const { reject } of started.waiting.values()) reject(error)
      started.waiting.clear()
    }
    worker.on('message', (message: TaskEnd) => settle(started, message))
    worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => end(new Error('the thread for long work has ended')))
    worker.unref()
    return started
  }

  function settle({ waiting }: Thread, { failure, number: done }: TaskEnd): void {
    const found = waiting.get(done)
    waiting.delete(done)
    if (failure === null) found?.resolve()
    else found?.reject(toError(failure))
    if (waiting.size === 0) idle = setTimeout(() => void stop(), idleTime).unref()
  }

  async function stop(): Promise<void> {
    clearTimeout(idle)
    const stopped = thread
    thread = undefined
    if (stopped === undefined) return
    const exit = new Promise((resolve) => stopped.worker.once('exit', resolve))
    stopped.worker.postMessage('close')
    await exit
  }

  return {
    async run(services, task) {
      clearTimeout(idle)
      if (closed) throw new Error('the server has been stopped')
      const { waiting, worker } = (thread ??= start())
      const end = new Promise<void>((resolve, reject) => {
        waiting.set(++number, { resolve, reject })
        worker.postMessage({ number, task } satisfies NumberedTask)
      })
      try {
        await end
      } catch (error) {
        // The verification before stands: this one is made again, and is no failure.
        if (!(closed && task.kind === 'verify')) await failTask(services, task, error)
        throw error
      }
    },
    async close() {
      closed = true
      const stopped = thread
      thread = undefined
      clearTimeout(idle)
      await stopped?.worker.terminate()
    },
  }
}

function toError({ message, store }: TaskFailure): Error {
  return store === null ? new Error(message) : new StoreError(store, message)
}
