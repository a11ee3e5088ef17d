import { runStorm, type StormReport, type Violation } from '@rolecall/testkit/storm/run-storm'

import type { SoakOptions } from './options.ts'
import { startServedProcess, type ServedProcess } from './served-process.ts'
import type { PartReport, SoakDatabase, SoakPart } from './soak-part.ts'

/** How long one answer may take, in milliseconds, with others beside it. */
const slowest = 5_000

/** Beyond this the memory of the last third counts as growing from that of the third before, beside so many bytes. */
const growth = { factor: 1.2, bytes: 30 * 1024 * 1024 }

/** Random requests, valid and broken, against a server in its own process. */
export const stormPart: SoakPart = {
  title: 'Storm of random requests',
  async run(database, options) {
    const server = await startServedProcess(database.url)
    try {
      return await storm(server, database, options)
    } finally {
      await server.stop()
    }
  },
}

async function storm(server: ServedProcess, database: SoakDatabase, options: SoakOptions): Promise<PartReport> {
  const samples: number[] = []
  let held = 0
  async function sample(): Promise<void> {
    samples.push(await server.memory())
    held = Math.max(held, await server.held())
  }
  const timer = setInterval(() => void sample().catch(() => {}), sampleEvery(options))
  const start = performance.now()
  const report = await runStorm({
    baseUrl: server.tenantUrl,
    token: server.secretToken,
    seed: options.seed,
    requests: options.requests,
    concurrency: options.concurrency,
    slowest,
    onProgress: (sent) => process.stderr.write(`\r${database.name}: ${sent} of ${options.requests}`),
  }).finally(() => clearInterval(timer))
  process.stderr.write('\n')
  const seconds = (performance.now() - start) / 1_000
  const memory = judgeMemory(samples)
  const problems = [
    ...report.violations.map(describeViolation),
    ...(server.ended() ? ['the server has ended by itself'] : []),
    ...server.errors.slice(0, 10).map((line) => `the log has an error: ${line.slice(0, 500)}`),
    ...(memory.grows ? ['the memory grows'] : []),
  ]
  return { passed: problems.length === 0, text: describe(report, memory, { held, problems, seconds }) }
}

function sampleEvery({ requests }: SoakOptions): number {
  return requests > 10_000 ? 2_000 : 200
}

interface Memory {
  readonly second: number
  readonly last: number
  readonly most: number
  readonly grows: boolean
}

/** Compares the last third of a run with the one before it; the first fills caches and pools. */
function judgeMemory(samples: readonly number[]): Memory {
  const third = Math.floor(samples.length / 3)
  const second = median(samples.slice(third, 2 * third))
  const last = median(samples.slice(2 * third))
  const grows = last > second * growth.factor + growth.bytes
  return { second, last, most: Math.max(0, ...samples), grows }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function describe(
  { requests, slowestMs, statuses }: StormReport,
  memory: Memory,
  {
    held,
    problems,
    seconds,
  }: { readonly held: number; readonly problems: readonly string[]; readonly seconds: number },
): string {
  const counts = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`)
  const lines = [
    `- ${requests} requests in ${Math.round(seconds)} s (${Math.round(requests / seconds)} a second), the slowest ${Math.round(slowestMs)} ms`,
    `- the event loop was held for at most ${Math.round(held)} ms`,
    `- answers by status: ${counts.join(', ')}`,
    `- resident memory: ${toMegabytes(memory.second)} in the second third, ${toMegabytes(memory.last)} in the last, at most ${toMegabytes(memory.most)}`,
    ...(problems.length === 0 ? ['- no violation'] : problems.map((problem) => `- **${problem}**`)),
  ]
  return lines.join('\n')
}

function toMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`
}

function describeViolation({ answer, number, reason, request }: Violation): string {
  const { body, method, path } = request
  const sent = `${method} ${path}`.slice(0, 300)
  return `request ${number}: ${reason} (${sent} ${JSON.stringify(body ?? '').slice(0, 300)} → ${answer?.text.slice(0, 300) ?? 'nothing'})`
}
