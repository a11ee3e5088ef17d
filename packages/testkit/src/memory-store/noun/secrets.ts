import type { SecretStore } from '@rolecall/core/store/secrets'

import type { MemoryDatabase } from '../memory-database.ts'

export function createSecretStore({ run }: MemoryDatabase): SecretStore {
  return {
    async get(name, first) {
      const text = await run(async (writing) =>
        writing.write(({ secrets }) => {
          const known = secrets.get('', name) ?? Buffer.from(first()).toString('base64url')
          secrets.put('', name, known)
          return known
        }),
      )
      return Buffer.from(text, 'base64url')
    },
  }
}
