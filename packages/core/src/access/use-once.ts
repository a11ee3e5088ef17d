import type { UsedOnce } from '../directory/sign-in.ts'
import type { StoreTransaction } from '../store.ts'

/** Uses up what a provider has sent that is good once; `false` where it was used before, or its connection is gone meanwhile. */
export async function useOnce(
  { connections, signIns }: Pick<StoreTransaction, 'connections' | 'signIns'>,
  once: UsedOnce,
): Promise<boolean> {
  return (await connections.find(once.connectionId)) !== undefined && signIns.use(once)
}
