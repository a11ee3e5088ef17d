import { createTenant, type Tenant } from '../client/tenant.ts'
import { floodKinds, type FloodKind } from '../load/flood-requests.ts'
import { toQuantile } from '../measure.ts'
import { startFlood } from '../process/flood.ts'
import type { FloodCount, TenantAccess } from '../process/messages.ts'
import type { Bench } from './bench.ts'

/** How often each request of the other organization is made in a round. */
const requests = 300
/** Before the flood's queue has its length, in requests of the other organization. */
const warmUp = 20

type Times = Readonly<Record<'read' | 'write', readonly number[]>>

/**
 * What an organization notices that sends one request after another while somebody floods the server with 64
 * connections: its times against those of a quiet server, just before and after.
 */
export async function measureFlood({ client, server }: Bench): Promise<void> {
  const flooding = await server.createTenant()
  const other = await createTenant(server, client)
  let round = 0
  const measureOther = () => measureTenant(other, () => `ann-${round++}@example.com`, client.takeTimes)
  await measureOther()
  printRow(['flood of', 'request', 'p50', 'times', 'p99', 'times', 'max ms', 'flood/s', 'answers'])
  for (const kind of floodKinds) {
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

async function measureTenant({ scim }: Tenant, nextName: () => string, takeTimes: () => number[]): Promise<Times> {
  takeTimes()
  const times = { read: [] as number[], write: [] as number[] }
  for (let index = 0; index < requests + warmUp; index++) {
    const userName = nextName()
    await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`, 200)
    const read = takeTimes()
    await scim('POST', '/Users', 201, { userName })
    const write = takeTimes()
    if (index < warmUp) continue
    times.read.push(...read)
    times.write.push(...write)
  }
  return times
}

function join(one: Times, two: Times): Times {
  return { read: [...one.read, ...two.read], write: [...one.write, ...two.write] }
}

function printTimes(kind: FloodKind, quiet: Times, flooded: Times, { answers, seconds }: FloodCount): void {
  const count = Object.values(answers).reduce((sum, some) => sum + some, 0)
  const told = Object.entries(answers).map(([status, some]) => `${some} × ${status}`)
  for (const request of ['read', 'write'] as const) {
    const [calm, busy] = [quiet[request], flooded[request]].map((times) => times.toSorted((a, b) => a - b))
    if (calm === undefined || busy === undefined) continue
    const quantiles = [0.5, 0.99].flatMap((share) => {
      const [from, to] = [toQuantile(calm, share), toQuantile(busy, share)]
      return [`${from.toFixed(1)} → ${to.toFixed(1)}`, (to / from).toFixed(1)]
    })
    const most = toQuantile(busy, 1).toFixed(1)
    printRow([kind, request, ...quantiles, most, (count / seconds).toFixed(0), told.join(', ')])
  }
}

const widths = [12, 8, 15, 7, 15, 7, 9, 9, 0]

function printRow(cells: readonly string[]): void {
  console.log(cells.map((cell, place) => (place < 2 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0))).join('  '))
}
