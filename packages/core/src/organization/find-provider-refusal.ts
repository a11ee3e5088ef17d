import type { ApiKeyRecord } from '../directory/api-key.ts'
import { toKeySubject } from '../directory/key-subject.ts'
import type { StoreReader } from '../store.ts'

/** A provider that came with a key which did not let it in. */
export interface ProviderRefusal {
  readonly at: string
  /** Why, in words. */
  readonly reason: string
}

/** So many of the newest events about keys are looked at. */
const looked = 20

/** When a provider was refused last, and why: the audit knows it where the key that it has shown is one of the organization's. */
export async function findProviderRefusal(
  keys: readonly ApiKeyRecord[],
  { events }: Pick<StoreReader, 'events'>,
): Promise<ProviderRefusal | undefined> {
  const known = new Map(keys.map((key) => [toKeySubject(key), key]))
  for (const { data, subject, time, type } of await events.listAudit({ kind: 'key', before: null, limit: looked })) {
    const key = known.get(subject)
    if (type !== 'KeyRefused' || key === undefined) continue
    const reason = describeRefusal(key, JSON.parse(data) as RefusalData)
    if (reason !== undefined) return { at: time, reason }
  }
  return undefined
}

interface RefusalData {
  readonly reason?: string
  readonly needed?: string
}

/** `undefined` where it is not the provider's affair. */
function describeRefusal({ displayName, scopes }: ApiKeyRecord, { needed, reason }: RefusalData): string | undefined {
  if (reason === 'scope') return needed === 'scim' ? `the key "${displayName}" may not provision` : undefined
  if (!scopes.includes('scim')) return undefined
  if (reason === 'wrong-secret') return `what it shows is not the secret of the key "${displayName}"`
  if (reason === 'revoked') return `the key "${displayName}" is revoked`
  return reason === 'expired' ? `the key "${displayName}" has expired` : undefined
}
