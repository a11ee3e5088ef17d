import type { ApiKeyRecord } from '../directory/api-key.ts'
import { isOver } from './authenticate.ts'

/** Whether a key can change the organization, and make other keys, at that time, unless it is suspended. A link that signs in does so once. */
export function canManage(key: ApiKeyRecord, now: string): boolean {
  return key.kind === 'key' && key.scopes.includes('organization') && !isOver(key, now)
}
