import type { ChangeScope } from '../change/operation-context.ts'
import { PluginError } from '../errors.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import { decideByRules, recordFailures } from './decide.ts'
import { decideMembers } from './decide-members.ts'
import { reconcile } from './reconcile.ts'

const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])
const chunkSize = 500

/**
 * Decides people whom nobody has asked for now: where a hook of a plugin fails for one of them, what hooks have said of that
 * person stays, and everybody else is decided. Else one person would stop every change of the organization.
 */
export async function decideDebtors(scope: ChangeScope, userIds: readonly string[]): Promise<void> {
  for (let start = 0; start < userIds.length; start += chunkSize) {
    const ids = userIds.slice(start, start + chunkSize)
    if ((await tryMembers(scope, ids)) === null) continue
    for (const id of ids) await decideDebtor(scope, id)
  }
}

async function decideDebtor(scope: ChangeScope, id: string): Promise<void> {
  const failure = await tryMembers(scope, [id])
  if (failure === null) return
  const { hook, message, plugin } = failure
  recordFailures(scope, [{ subject: id, source: plugin, rule: hook, line: 0, plugin, reason: message }])
  await reconcile(scope, [id], await decideByRules(scope, [{ id, user: null }], everyFact, 'read'))
}

/** Hooks are asked before anything is written. */
async function tryMembers(scope: ChangeScope, ids: readonly string[]): Promise<PluginError | null> {
  try {
    await decideMembers(scope, ids, everyFact)
    return null
  } catch (error) {
    if (error instanceof PluginError) return error
    throw error
  }
}
