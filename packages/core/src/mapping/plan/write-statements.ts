import type { FactKind } from '../../plugin/mapping-kind.ts'
import type { ChangeScope } from '../../change/operation-context.ts'
import { decide } from '../../roles/decide.ts'
import { reconcile } from '../../roles/reconcile.ts'

const chunkSize = 500
const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** Decides again what the mapping says of these people beside their roles: e-mail validation, sign-in, findings. */
export async function writeStatements(scope: ChangeScope, userIds: readonly string[]): Promise<void> {
  for (let start = 0; start < userIds.length; start += chunkSize) {
    const ids = userIds.slice(start, start + chunkSize)
    const targets = ids.map((id) => ({ id, user: null }))
    const decision = await decide(scope, targets, everyFact)
    await reconcile(scope, ids, {
      ...decision,
      sections: decision.sections.map(({ effects, name }) => ({
        name,
        effects: new Set(effects === 'any' ? [] : [...effects].filter((effect) => effect !== 'role')),
      })),
      assignments: decision.assignments.filter(({ effect }) => effect !== 'role'),
    })
  }
}
