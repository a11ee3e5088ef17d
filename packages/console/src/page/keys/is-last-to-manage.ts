import { keyState } from '../../api/key-state.ts'
import type { ApiKey } from '../../api/types.ts'

/** Whether nobody could change anything any more without that key; `now` is the time of the server. */
export function isLastToManage({ id }: Pick<ApiKey, 'id'>, keys: readonly ApiKey[], now: number): boolean {
  const managing = keys.filter((key) => key.scopes.includes('organization') && keyState(key, now) === 'live')
  return managing.length === 1 && managing[0]?.id === id
}
