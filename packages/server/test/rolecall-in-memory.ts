import type { Plugin } from '@rolecall/core/plugin/plugin'
import { startInMemory, type InMemoryOptions } from '@rolecall/testkit/in-memory/start-in-memory'

import { bundledEntries } from './bundled-entries.ts'
import type { RolecallUnderTest } from './rolecall.ts'
import { startServerInProcess } from './running-server.ts'
import { createTestOrganization } from './test-organization.ts'

/**
 * A whole Rolecall without database and network, for unit tests: the server answers in this process, over a store in
 * memory. It has the bundled plugins, and more behind them.
 */
export async function startRolecallInMemory(
  more: readonly Plugin[] = [],
  storing: Pick<InMemoryOptions, 'database' | 'wrap'> = {},
): Promise<RolecallUnderTest> {
  const { close, services } = await startInMemory({ plugins: bundledEntries(more), ...storing })
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
