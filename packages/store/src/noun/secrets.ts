import type { SecretStore } from '@rolecall/core/store/secrets'

import { toText } from '../decode.ts'
import type { RunWrite } from './organizations.ts'

/** Of several servers that ask for the first time, all get what one of them has stored. */
export function createSecretStore(write: RunWrite): SecretStore {
  const known = new Map<string, Promise<Uint8Array>>()

  async function read(name: string, first: () => Uint8Array): Promise<Uint8Array> {
    const rows = await write((writing) =>
      writing.write(
        `INSERT INTO secrets (name, value) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING value`,
        [name, Buffer.from(first()).toString('base64url')],
      ),
    )
    return Buffer.from(toText(rows[0] ?? {}, 'value'), 'base64url')
  }

  return {
    get(name, first) {
      const remembered = known.get(name)
      if (remembered !== undefined) return remembered
      const asked = read(name, first)
      known.set(name, asked)
      asked.catch(() => known.delete(name))
      return asked
    },
  }
}
