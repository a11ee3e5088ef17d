import { createTenant, type Tenant } from '../client/tenant.ts'
import { fillDirectory } from '../load/huge-directory.ts'
import { floodKinds, type FloodKind } from '../load/flood-requests.ts'
import { toQuantile } from '../measure.ts'
import { startFlood } from '../process/flood.ts'
import type { FloodCount, TenantAccess } from '../process/messages.ts'
import { readLoop } from '../process/read-loop.ts'
import type { Bench } from './bench.ts'

/** How often each request of the other organization is made in a round. */
const requests = 150
/** Before the flood's queue has its length, in requests of the other organization. */
const warmUp = 20

/** Milliseconds of each request: by the clock, and those that the event loop of the server has computed meanwhile. */
interface Times {
  readonly read: readonly Time[]
  readonly write: readonly Time[]
}

interface Time {
  readonly clock: number
  readonly loop: number
}

/**
 * What an organization notices that sends one request after another while somebody floods the server with 64
 * connections: its times against those of a quiet server, just before and after.
 */
export async function measureFlood({ client, options, server }: Bench, database: string): Promise<void> {
  const flooding = await server.createTenant()
  await fillDirectory(database, flooding.organizationId, { people: 2_000, inputs: 100, groups: 100, groupsOfPerson: 2 })
  const other = await createTenant(server, client)
  let round = 0
  const measureOther = () => measureTenant(other, () => `ann-${round++}@example.com`, server.pid)
  await measureOther()
  printRow(['flood of', '', 'ms of', 'p50', 'times', 'p99', 'times', 'flood/s', 'answers'])
  for (const kind of floodKinds.filter((name) => options.floods.has(name))) {
    const before = await measureOther()
    const { count, times } = await measureWhile(kind, server.url, flooding, measureOther)
    const after = await measureOther()
    printTimes(kind, join(before, after), times, count)
  }
}

async function measureWhile(
  kind: FloodKind,
  url: string,
  flooding: TenantAccess,
  measureOther: () => Promise<Times>,
): Promise<{ readonly times: Times; readonly count: FloodCount }> {
  const flood = await startFlood(url, kind, flooding)
  const times = await measureOther()
  return { times, count: await flood.stop() }
}

async function measureTenant({ scim }: Tenant, nextName: () => string, pid: number): Promise<Times> {
  const times = { read: [] as Time[], write: [] as Time[] }
  for (let index = 0; index < requests + warmUp; index++) {
    const userName = nextName()
    const filter = encodeURIComponent(`userName eq "${userName}"`)
    const read = await measureRequest(pid, () => scim('GET', `/Users?filter=${filter}`, 200))
    const write = await measureRequest(pid, () => scim('POST', '/Users', 201, { userName }))
    if (index < warmUp) continue
    times.read.push(read)
    times.write.push(write)
  }
  return times
}

async function measureRequest(pid: number, request: () => Promise<unknown>): Promise<Time> {
  const [clock, loop] = [performance.now(), readLoop(pid)]
  await request()
  return { clock: performance.now() - clock, loop: readLoop(pid) - loop }
}

function join(one: Times, two: Times): Times {
  return { read: [...one.read, ...two.read], write: [...one.write, ...two.write] }
}

function printTimes(kind: FloodKind, quiet: Times, flooded: Times, { answers, seconds }: FloodCount): void {
  const count = Object.values(answers).reduce((sum, some) => sum + some, 0)
  const told = Object.entries(answers).map(([status, some]) => `${some} × ${status}`)
  for (const request of ['read', 'write'] as const) {
    for (const unit of ['clock', 'loop'] as const) {
      const [calm = [], busy = []] = [quiet, flooded].map((times) => times[request].map((time) => time[unit]))
      const cells = [0.5, 0.99].flatMap((share) => compare(calm, busy, share))
      printRow([kind, request, unit, ...cells, (count / seconds).toFixed(0), told.join(', ')])
    }
  }
}

function compare(calm: readonly number[], busy: readonly number[], share: number): readonly string[] {
  const [from = 0, to = 0] = [calm, busy].map((times) =>
    toQuantile(
      times.toSorted((a, b) => a - b),
      share,
    ),
  )
  return [`${from.toFixed(1)} → ${to.toFixed(1)}`, (to / from).toFixed(1)]
}

const widths = [14, 6, 6, 15, 6, 15, 6, 8, 0]

function printRow(cells: readonly string[]): void {
  console.log(
    cells
      .map((cell, place) => (place < 3 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0)))
      .join('  '),
  )
}
