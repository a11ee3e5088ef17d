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
    // What is alike on both is tried in memory: a GET, and more of the same.
    expect(await failEveryCall(rolecall, faults, false)).toBeGreaterThan(200)
    await rolecall.stop()
  },
)
