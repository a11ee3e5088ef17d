import type { Plugin } from '@rolecall/core/plugin/plugin'
import type { Store } from '@rolecall/core/store'
import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'

import { bundledEntries } from './bundled-entries.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import { startServerInProcess } from './running-server.ts'
import { createTestOrganization } from './test-organization.ts'

/**
 * A whole Rolecall without database and network, for unit tests: the server answers in this process, over a store in
 * memory. It has the bundled plugins, and more behind them; `wrap` may put something before the store.
 */
export async function startRolecallInMemory(
  more: readonly Plugin[] = [],
  wrap?: (store: Store) => Store,
): Promise<RolecallUnderTest> {
  const { close, services } = await startInMemory({ plugins: bundledEntries(more), ...(wrap && { wrap }) })
  const running = startServerInProcess(services)
  return {
    ...running,
    services,
    createOrganization: (name) => createTestOrganization(services, name),
    async stop() {
      await running.server.close()
      await close()
    },
  }
}
