import type { IncomingHttpHeaders } from 'node:http'

import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { PluginHost } from '@rolecall/core/host/plugin-host'
import type { Store } from '@rolecall/core/store'

/**
 * The provider behind a request: the one chosen for its key, else the one that an earlier request has
 * shown, else the one that this one shows, which is then noted.
 */
export function toProvider(
  key: ApiKeyRecord,
  { body, headers, query }: { readonly body: unknown; readonly headers: IncomingHttpHeaders; readonly query: string },
  { providers }: PluginHost,
  { apiKeys }: Store,
): string | undefined {
  const known = key.provider ?? key.guessedProvider
  if (known !== null) return known
  const guessed = providers.guess({ userAgent: headers['user-agent'] ?? '', query, body })
  if (guessed !== undefined) apiKeys.noteProvider(key.id, guessed)
  return guessed
}

const none: ReadonlySet<string> = new Set()

/** What is switched off for the key, and what only other providers than the chosen one need. */
export function tolerancesOff(key: ApiKeyRecord, { providers }: PluginHost): ReadonlySet<string> {
  const foreign = key.provider === null ? none : providers.foreignTo(key.provider)
  if (key.tolerancesOff.length === 0) return foreign
  return new Set([...foreign, ...key.tolerancesOff])
}
