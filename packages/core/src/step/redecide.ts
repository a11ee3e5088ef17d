import type { CompiledMapping } from '../decider.ts'
import type { UserRecord } from '../directory/member.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { ChangeScope } from './change-scope.ts'
import { decide, type DecisionTarget } from './decide.ts'
import { reconcile } from './reconcile.ts'

/** How many people are decided by one round of statements. */
const chunkSize = 500

/**
 * Decides everybody whom a change of the mapping may concern. Sections that decide as before are left
 * alone, and so are people whom no bound group holds and whom the mapping has given nothing.
 */
export async function redecide(
  scope: ChangeScope,
  previous: CompiledMapping | null,
  boundGroups: readonly string[],
): Promise<void> {
  const facts = changedFacts(previous, scope.mapping)
  if (facts.has('user')) await redecideAll(scope, facts)
  else if (facts.has('groups')) await redecideMembers(scope, boundGroups)
}

/** Decides everybody in bound groups, and everybody whom the mapping has given something. */
export async function redecideMembers(scope: ChangeScope, boundGroups: readonly string[]): Promise<void> {
  const { tx } = scope
  const members = boundGroups.length === 0 ? [] : await tx.members.listUserIds(boundGroups)
  const holders = await tx.grants.listUserIds('mapping')
  const ids = [...new Set([...members, ...holders])].sort()
  for (let start = 0; start < ids.length; start += chunkSize) {
    const targets = ids.slice(start, start + chunkSize).map((id) => ({ id, user: null }))
    await decideChunk(scope, targets, new Set(['groups']))
  }
}

async function redecideAll(scope: ChangeScope, facts: ReadonlySet<FactKind>): Promise<void> {
  let after: string | null = null
  for (;;) {
    const users: UserRecord[] = await scope.tx.users.list({ after, limit: chunkSize })
    const last = users.at(-1)
    if (last === undefined) return
    await decideChunk(
      scope,
      users.map((user) => ({ id: user.id, user })),
      facts,
    )
    after = last.id
  }
}

async function decideChunk(
  scope: ChangeScope,
  targets: readonly DecisionTarget[],
  facts: ReadonlySet<FactKind>,
): Promise<void> {
  const decision = await decide(scope, targets, facts)
  await reconcile(
    scope,
    targets.map(({ id }) => id),
    decision,
  )
}

/** The facts that sections depend on which now decide otherwise. */
function changedFacts(before: CompiledMapping | null, after: CompiledMapping | null): ReadonlySet<FactKind> {
  const known = new Map((before?.sections ?? []).map(({ name, fingerprint }) => [name, fingerprint]))
  const changed = (after?.sections ?? []).filter(({ name, fingerprint }) => known.get(name) !== fingerprint)
  return new Set(changed.flatMap((section) => [...section.facts]))
}
