import { refuseIdleTrips } from '@rolecall/testkit/faults/refuse-idle-trips'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll } from 'vitest'

import { defaultPlugins } from '../../src/bundled-plugins.ts'

/** Starts the bundled plugins in memory for the tests of a `describe`; each takes an organization of its own. */
export function withRolecall(): () => RolecallInMemory {
  let rolecall: RolecallInMemory
  beforeAll(async () => {
    rolecall = await startInMemory({ plugins: defaultPlugins(), wrap: refuseIdleTrips })
  })
  afterAll(() => rolecall.close())
  return () => rolecall
}
