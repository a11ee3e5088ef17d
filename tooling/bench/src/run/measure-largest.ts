import { toLargestRequests, type LargestRequest } from '../load/largest-requests.ts'
import { fillDirectory } from '../load/huge-directory.ts'
import type { TenantAccess } from '../process/messages.ts'
import type { Bench } from './bench.ts'

/** A request that holds the event loop for longer is told, in milliseconds. */
const bound = 250

/**
 * The largest request of each kind that is let in, or just not: for how long it holds the event loop of the server, so that
 * nobody else is answered.
 */
export async function measureLargest(bench: Bench, database: string): Promise<void> {
  const { options, server } = bench
  const tenant = await server.createTenant()
  const people = options.people
  await fillDirectory(database, tenant.organizationId, { people, inputs: 100, groups: 2_000, groupsOfPerson: 1 })
  printRow(['request', 'MB', 'answer', 'held ms', 'by the clock', 'CPU ms', 'ms'])
  const over: string[] = []
  let last: unknown
  for (const request of toLargestRequests(people)) {
    const { answer, computed } = await measureRequest(bench, tenant, request, last)
    if (answer !== undefined) last = answer
    if (computed > bound) over.push(`${request.name} (${Math.round(computed)} ms)`)
  }
  console.log(
    over.length === 0 ? `none holds the loop for more than ${bound} ms` : `over ${bound} ms: ${over.join('; ')}`,
  )
}

async function measureRequest(
  { client, server }: Bench,
  { secretToken, ownerKey }: TenantAccess,
  { body, method, name, path, type = 'application/json' }: LargestRequest,
  last: unknown,
): Promise<{ readonly computed: number; readonly answer: unknown }> {
  const text = body()
  const { id = '' } = (last ?? {}) as { readonly id?: string }
  const isScim = path.startsWith('/api/scim')
  const headers = { authorization: `Bearer ${isScim ? secretToken : ownerKey}`, 'content-type': type }
  await server.readLongest()
  const [cpu, started] = [await server.readCpu(), performance.now()]
  const answer = await client.send(method, server.url + path.replace(':id', id), headers, text)
  const took = performance.now() - started
  const { clock, computed } = await server.readLongest()
  const used = ((await server.readCpu()) - cpu) / 1_000
  const size = Buffer.byteLength(text ?? '') / 1024 / 1024
  printRow([name, size.toFixed(1), String(answer.status), ...[computed, clock, used, took].map((ms) => ms.toFixed(0))])
  return { computed, answer: answer.status === 201 ? JSON.parse(answer.text) : undefined }
}

const widths = [52, 6, 8, 9, 14, 9, 9]

function printRow(cells: readonly string[]): void {
  console.log(cells.map((cell, place) => (place === 0 ? cell.padEnd(52) : cell.padStart(widths[place] ?? 0))).join(''))
}
