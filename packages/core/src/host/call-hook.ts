import { PluginError } from '../errors.ts'
import type { TransactionContext } from '../plugin/contexts.ts'
import type { HookName } from '../plugin/hook-points.ts'
import { StoreError } from '../store-error.ts'
import type { HookEntry } from './hook-list.ts'
import { createRevocableReader } from './revocable-reader.ts'
import { isPromise, TimeLimitExceeded, withinTime } from './time-limit.ts'

/**
 * Calls a handler within the transaction: with a reader that is revoked when it has answered, and within
 * the time limit. Throws PluginError; a StoreError of a read is passed on, since it says that the
 * transaction may be tried again.
 */
export async function callInside<Name extends HookName, Answer>(
  hook: Name,
  { plugin }: HookEntry<Name>,
  { organizationId, tolerances, now, userNameMutable, reader: transactionReader }: TransactionContext,
  limit: number,
  call: (context: TransactionContext) => Answer | PromiseLike<Answer>,
): Promise<Answer> {
  const { reader, revoke } = createRevocableReader(transactionReader)
  try {
    const answer = call({ organizationId, tolerances, now, userNameMutable, reader })
    return isPromise(answer) ? await withinTime(answer, limit) : answer
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw toPluginError(plugin, hook, error)
  } finally {
    revoke()
  }
}

/** Calls a handler that answers at once. Throws PluginError. */
export function callNow<Name extends HookName, Answer>(
  hook: Name,
  { plugin }: HookEntry<Name>,
  call: () => Answer,
): Answer {
  try {
    return call()
  } catch (error) {
    throw toPluginError(plugin, hook, error)
  }
}

/** What went wrong in a plugin, with plugin, hook and cause. */
export function toPluginError(plugin: string, hook: string, error: unknown): PluginError {
  if (error instanceof PluginError) return error
  if (error instanceof TimeLimitExceeded) return new PluginError(plugin, hook, error.message)
  const message = error instanceof Error ? error.message : String(error)
  return new PluginError(plugin, hook, message, { cause: error })
}
