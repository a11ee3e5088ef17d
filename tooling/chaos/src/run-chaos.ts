import { createRandom, type Random } from '@rolecall/testkit/storm/random'

import { checkOrganization } from './check/check-organization.ts'
import { verify } from './check/verify.ts'
import type { ChaosDatabase } from './cluster/chaos-database.ts'
import { createManagedServer, type ManagedServer } from './cluster/managed-server.ts'
import { createOrganizations, type ChaosOrganization } from './cluster/organization.ts'
import type { Fault, Scene } from './fault/fault.ts'
import { Journal, noFault, type FaultCount } from './journal.ts'
import { setUpProvider, type Provider } from './provider/provider.ts'

export interface ChaosOptions {
  /** How often each fault comes. */
  readonly rounds: number
  /** After that time no other fault begins. */
  readonly milliseconds: number
  readonly faults: readonly Fault[]
  /** Providers that write at a time, half of them in each of two organizations. */
  readonly writers: number
  /** How long a fault lasts, in milliseconds. */
  readonly hold: number
  /** Writes of each organization that are acknowledged before and after each. */
  readonly calm: number
  readonly seed: number
  readonly onProgress?: (text: string) => void
}

export interface ChaosReport {
  readonly servers: number
  readonly acknowledged: number
  /** What was seen during each fault. */
  readonly faults: Readonly<Record<string, FaultCount>>
  /** Those that could not be made, with the reason. */
  readonly left: Readonly<Record<string, string>>
  /** Nothing where everything is as it was acknowledged. */
  readonly violations: readonly string[]
}

/** Within that time after a fault every organization has its writes again, in milliseconds. */
const patience = 60_000

/** Has providers write while one thing after another fails, and compares what is stored with what was acknowledged. */
export async function runChaos(database: ChaosDatabase, options: ChaosOptions): Promise<ChaosReport> {
  const journal = new Journal()
  const [flooding, ...organizations] = await createOrganizations(database.url, 3)
  const servers = await startServers(database)
  try {
    const random = createRandom(options.seed)
    const scene: Scene = { ...options, database, servers, flooding: flooding as ChaosOrganization, journal, random }
    const providers: Provider[] = []
    for (const organization of organizations)
      providers.push(await setUpProvider(scene, organization, options.writers / 2))
    const left = await strikeAll(scene, providers, options)
    for (const server of servers) await server.stop()
    journal.violations.push(...(await verify(database.url)))
    for (const { writers } of providers) for (const writer of writers) writer.close()
    return {
      servers: servers.length,
      acknowledged: journal.acknowledged,
      faults: Object.fromEntries(journal.counts),
      left,
      violations: journal.violations,
    }
  } finally {
    await Promise.all(servers.map((server) => server.kill()))
  }
}

/** A SQLite file has one server. */
async function startServers({ kind, url }: ChaosDatabase): Promise<readonly ManagedServer[]> {
  const servers: ManagedServer[] = []
  for (let index = 0; index < (kind === 'sqlite' ? 1 : 2); index++) servers.push(await createManagedServer(url))
  for (const server of servers) await server.start()
  return servers
}

/** Answers the faults that could not be made, with the reason. */
async function strikeAll(
  scene: Scene,
  providers: readonly Provider[],
  { calm, faults, milliseconds, onProgress = () => {}, rounds }: ChaosOptions,
): Promise<Readonly<Record<string, string>>> {
  const missing = faults.map((fault) => [fault.name, fault.missing(scene)] as const)
  const possible = faults.filter((fault) => fault.missing(scene) === null)
  const end = performance.now() + milliseconds
  for (let round = 1; round <= rounds && performance.now() < end && possible.length > 0; round++) {
    try {
      await runRound(round)
    } catch (error) {
      scene.journal.violations.push(String(error))
      break
    }
  }
  return Object.fromEntries(missing.filter((entry): entry is [string, string] => entry[1] !== null))

  async function runRound(round: number): Promise<void> {
    await whileWriting(providers, async () => {
      for (const fault of shuffle(scene.random, possible)) {
        onProgress(`round ${round}, ${fault.name} (${scene.journal.acknowledged} requests acknowledged)`)
        await strike(scene, providers, fault, calm)
      }
    })
    for (const provider of providers)
      scene.journal.violations.push(...(await checkOrganization((scene.servers[0] as ManagedServer).url, provider)))
  }
}

/** Every write that is begun is brought to its end, so that it is known what has to be there. */
async function whileWriting(providers: readonly Provider[], work: () => Promise<void>): Promise<void> {
  let isOver = false
  const writing = Promise.all(providers.flatMap(({ writers }) => writers.map((writer) => writer.run(() => isOver))))
  try {
    await Promise.race([work(), writing])
  } finally {
    isOver = true
  }
  await writing
}

async function strike(scene: Scene, providers: readonly Provider[], fault: Fault, calm: number): Promise<void> {
  const { journal } = scene
  await untilAllWrite(journal, providers, calm)
  const count = journal.begin(fault.name)
  const before = providers.map(({ acknowledged }) => acknowledged())
  await fault.strike(scene)
  if (fault.stopsNobody === true && providers.some(({ acknowledged }, index) => acknowledged() === before[index]))
    journal.violate('an organization had none of its writes acknowledged')
  const healed = performance.now()
  await untilAllWrite(journal, providers, 1)
  count.recovery = Math.max(count.recovery, performance.now() - healed)
  await untilAllWrite(journal, providers, calm)
  for (const server of scene.servers) if (server.hasDied()) journal.fail('a server has ended by itself')
  journal.fault = noFault
}

/** Throws where an organization has not so many more writes acknowledged in time. */
async function untilAllWrite(journal: Journal, providers: readonly Provider[], writes: number): Promise<void> {
  const wanted = providers.map(({ acknowledged }) => acknowledged() + writes)
  const isDone = (): boolean => providers.every(({ acknowledged }, index) => acknowledged() >= (wanted[index] ?? 0))
  if (!(await journal.until(isDone, patience))) journal.fail(`no write was acknowledged within ${patience} ms`)
}

function shuffle<T>(random: Random, items: readonly T[]): readonly T[] {
  const keyed = items.map((item) => ({ item, key: random.next() }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item)
}
