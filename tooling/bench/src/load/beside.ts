import { createHttpClient } from '../client/http-client.ts'
import { createTenant, type Tenant } from '../client/tenant.ts'
import { toQuantile } from '../measure.ts'
import type { RolecallProcess } from '../process/measured-process.ts'

/** Requests that go on, one after another, beside what is measured. */
interface Beside {
  /** Ends them and says how long they took. */
  stop(): Promise<string>
}

/** What others do meanwhile: `send` is called with the number of the request, from 0. */
export function goOnBeside(name: string, send: (index: number) => Promise<unknown>): Beside {
  const times: number[] = []
  const state = { stopped: false }
  const run = async (): Promise<void> => {
    while (!state.stopped) {
      const started = performance.now()
      await send(times.length)
      times.push(performance.now() - started)
    }
  }
  const done = run()
  return {
    async stop() {
      state.stopped = true
      await done
      const sorted = times.toSorted((left, right) => left - right)
      const [median, most] = [0.5, 1].map((quantile) => toQuantile(sorted, quantile).toFixed(1))
      return `${name} ${sorted.length}, ${median}, at most ${most} ms`
    },
  }
}

/** Another organization, by a client of its own whose times are not among those that are measured. */
export async function createNeighbour(server: RolecallProcess): Promise<{ readonly tenant: Tenant; close(): void }> {
  const client = createHttpClient()
  return { tenant: await createTenant(server, client), close: () => client.close() }
}
