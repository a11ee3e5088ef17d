import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { expect, it } from 'vitest'

import type { Configuration } from '../configuration/configuration.ts'
import { startBackground } from './start-background.ts'

it('begins nothing for a server that has been stopped, and leaves the verification before as it was', async () => {
  const { close, services } = await startInMemory({ plugins: [] })
  const background = startBackground({} as Configuration)
  await background.close()
  const verified = background.run(services, { kind: 'verify', organizationId: 'acme' })
  await expect(verified).rejects.toThrow('the server has been stopped')
  expect(await services.store.verifications.find('acme')).toBeUndefined()
  await close()
})
