import { createCallFaults } from '@rolecall/testkit/faults/call-faults'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { expect, it } from 'vitest'

import { failEveryCall } from './every-call-fails.ts'
import { openFailingStore } from './failing-backend.ts'
import { startRolecall } from './rolecall.ts'

it.each(eachDatabase)(
  'each statement to $name fails once: all or nothing, and the next request is answered',
  { timeout: 300_000 },
  async ({ create }) => {
    const faults = createCallFaults()
    const rolecall = await startRolecall(create, undefined, [], (options) => openFailingStore(faults, options))
    // What a GET answers without its database is the same on both, and is tried in memory.
    expect(await failEveryCall(rolecall, faults, false)).toBeGreaterThan(400)
    await rolecall.stop()
  },
)
