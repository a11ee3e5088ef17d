import cluster, { type Worker } from 'node:cluster'
import { fileURLToPath } from 'node:url'

import type { Ask, CpuTime, LongestHold, MemoryUse, Ready, TripCount } from './messages.ts'
import { readCpu } from './read-cpu.ts'

/** Several servers on one port, as `rolecall serve --processes` starts them, on the database of the first argument. Forked. */
const [database = '', count = '2'] = process.argv.slice(2)
cluster.setupPrimary({ exec: fileURLToPath(new URL('rolecall-server.js', import.meta.url)), args: [database] })

// The first one migrates.
const [first, ready] = await start()
const workers = [first]
while (workers.length < Number(count)) workers.push((await start())[0])

process.on('message', (message: Ask) => void answer(message).then((result) => process.send?.(result)))
process.on('disconnect', () => workers.forEach((worker) => worker.process.disconnect()))
process.send?.({ url: ready.url, pids: workers.flatMap(({ process: { pid } }) => pid ?? []) } satisfies Ready)

async function start(): Promise<readonly [Worker, Ready]> {
  const worker = cluster.fork()
  return [worker, await nextMessage<Ready>(worker)]
}

async function answer(message: Ask): Promise<object> {
  switch (message.ask) {
    case 'cpu':
      return { micros: sum([readCpu(), ...(await askAll<CpuTime>(message))].map(({ micros }) => micros)) }
    case 'memory':
      return { megabytes: sum((await askAll<MemoryUse>(message)).map(({ megabytes }) => megabytes)) }
    case 'trips':
      return { trips: sum((await askAll<TripCount>(message)).map(({ trips }) => trips)) }
    case 'longest': {
      const holds = await askAll<LongestHold>(message)
      return {
        clock: Math.max(...holds.map(({ clock }) => clock)),
        computed: Math.max(...holds.map(({ computed }) => computed)),
      }
    }
    default:
      return ask(first, message)
  }
}

function askAll<Answer>(message: Ask): Promise<Answer[]> {
  return Promise.all(workers.map((worker) => ask<Answer>(worker, message)))
}

function ask<Answer>(worker: Worker, message: Ask): Promise<Answer> {
  const answered = nextMessage<Answer>(worker)
  worker.send(message)
  return answered
}

function nextMessage<Message>(worker: Worker): Promise<Message> {
  return new Promise((resolve, reject) => {
    const fail = (code: number): void => reject(new Error(`A process of the server ended with ${code}`))
    worker.once('exit', fail)
    worker.once('message', (message: Message) => {
      worker.off('exit', fail)
      resolve(message)
    })
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
