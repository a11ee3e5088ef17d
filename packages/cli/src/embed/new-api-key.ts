import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'

/** A key without what it is known again by. */
export type ShownApiKey = Omit<ApiKeyRecord, 'hash'>

/** A key with its secret, which is shown once and stored nowhere. */
export interface NewApiKey {
  readonly record: ShownApiKey
  readonly key: string
}

export function toShown(key: ApiKeyRecord): ShownApiKey {
  const { hash: _, ...shown } = key
  return shown
}

export function toNew({ key, record }: { readonly key: string; readonly record: ApiKeyRecord }): NewApiKey {
  return { key, record: toShown(record) }
}
