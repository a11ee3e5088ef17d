import type { TransactionContext } from '../plugin/contexts.ts'
import type { ChangeScope } from './operation-context.ts'
import { toHookReader } from './to-hook-reader.ts'

/** What the hooks inside a transaction get; the host revokes the reader when its time is over. */
export function toTransactionContext({ context, tx }: ChangeScope): TransactionContext {
  return {
    organizationId: context.organizationId,
    tolerances: context.tolerances,
    now: tx.now,
    userNameMutable: tx.state.settings.userNameMutable,
    reader: toHookReader(tx),
  }
}
