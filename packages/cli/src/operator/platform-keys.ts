import { isOver } from '@rolecall/core/access/authenticate'
import type { PlatformKey } from '@rolecall/core/directory/platform-key'
import { createPlatformKey, listPlatformKeys, revokePlatformKey } from '@rolecall/core/platform/platform-keys'

import { operatorCause } from '../operator-context.ts'
import { colorsFor } from '../output/colors.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { withComposition } from './with-composition.ts'

/** As commander has parsed them. */
export interface PlatformKeyFlags {
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export interface PlatformKeyCreateFlags extends PlatformKeyFlags {
  readonly name: string
  readonly expires?: string
}

export async function createKeyOfPlatform(flags: PlatformKeyCreateFlags): Promise<void> {
  const input = { displayName: flags.name, expiresAt: flags.expires ?? null }
  const { key, record } = await withComposition(flags, (services) =>
    createPlatformKey(services, input, operatorCause()),
  )
  if (flags.json) return printJson({ ...toShown(record), key })
  const { bold, yellow } = colorsFor(process.stdout)
  await print(bold(key))
  await print(yellow('It opens every organization. Keep it now: it is shown once and stored nowhere.'))
}

export async function listKeysOfPlatform(flags: PlatformKeyFlags): Promise<void> {
  const keys = await withComposition(flags, listPlatformKeys)
  if (flags.json) return printJson(keys.map(toShown))
  if (keys.length === 0) return print('There is no platform key yet; make one with: rolecall platform-key create')
  const now = new Date().toISOString()
  await printTable(
    ['id', 'name', 'expires', 'last used', 'state'],
    keys.map((key) => [
      key.id,
      key.displayName,
      key.expiresAt ?? 'never',
      key.lastUsedAt ?? 'never',
      key.revokedAt !== null ? 'revoked' : isOver(key, now) ? 'expired' : 'valid',
    ]),
  )
}

export async function revokeKeyOfPlatform(id: string, flags: PlatformKeyFlags): Promise<void> {
  await withComposition(flags, (services) => revokePlatformKey(services, id, operatorCause()))
  if (flags.json) return printJson({ id, revoked: true })
  await print(`The platform key ${id} is revoked`)
}

/** A key as it may be shown: without the hash of its secret. */
function toShown({ created, displayName, expiresAt, id, lastUsedAt, revokedAt }: PlatformKey) {
  return { id, displayName, created, expiresAt, lastUsedAt, revokedAt }
}
