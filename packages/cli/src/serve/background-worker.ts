// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { parentPort, workerData } from 'node:worker_threads'

import type { BackgroundTask } from '@rolecall/core/change/background-task'
import { runTask } from '@rolecall/core/job/run-task'
import { StoreError } from '@rolecall/core/store-error'

import { composeFrom } from '../compose-from.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { createLog } from '../output/log.ts'

/** A task with the number by which its end is told. */
export interface NumberedTask {
  readonly number: number
  readonly task: BackgroundTask
}

/** How a task ended; `failure` is why it could not run to its end. */
export interface TaskEnd {
  readonly number: number
  readonly failure: TaskFailure | null
}

/** An error as it gets from one thread to another; `store` is of what kind it is where it is one of the database. */
export interface TaskFailure {
  readonly message: string
  readonly store: StoreError['kind'] | null
}

/** The thread that long work runs in, composed as the server is, with connections of its own. */
const configuration = workerData as Configuration
const { close, services } = await composeFrom(configuration, createLog(configuration.logLevel), { poolSize: 2 })

/** One after another: each may need much memory. */
let underWay: Promise<void> = Promise.resolve()

parentPort?.on('message', (message: NumberedTask | 'close') => {
  underWay = underWay.then(() => (message === 'close' ? stop() : run(message)))
})

async function run({ number, task }: NumberedTask): Promise<void> {
  const failure = await runTask(services, task).then(
    () => null,
    (error: unknown): TaskFailure => ({
      message: error instanceof Error ? error.message : String(error),
      store: error instanceof StoreError ? error.kind : null,
    }),
  )
  parentPort?.postMessage({ number, failure } satisfies TaskEnd)
}

async function stop(): Promise<void> {
  await close()
  parentPort?.close()
}
