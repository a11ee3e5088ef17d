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
  const { mapping } = scope
  const facts = changedFacts(previous, mapping)
  if (facts.has('user') || (facts.size > 0 && mapping?.groupScope === 'all')) await redecideAll(scope, facts)
  else if (facts.has('groups')) {
    await redecideMembers(scope, [...new Set([...boundGroups, ...(await listNamed(scope))])])
  }
}

/** Groups that the mapping names by id, and those that have one of its names, bound or not. */
async function listNamed({ mapping, tx }: ChangeScope): Promise<readonly string[]> {
  if (mapping === null) return []
  const named =
    mapping.groupNames.size === 0 ? [] : [...(await tx.groups.findIdsByNames([...mapping.groupNames])).values()]
  return [...mapping.groupIds, ...named.flat()]
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

/** What sections looked at, or look at now, which decide otherwise than before; all of it after a mapping that did not compile. */
function changedFacts(before: CompiledMapping | null, after: CompiledMapping | null): ReadonlySet<FactKind> {
  if (before === null) return new Set(['user', 'groups'])
  const known = new Map(before.sections.map((section) => [section.name, section]))
  const changed = (after?.sections ?? []).filter(
    ({ name, fingerprint }) => known.get(name)?.fingerprint !== fingerprint,
  )
  return new Set(changed.flatMap(({ name, reads }) => [...reads, ...(known.get(name)?.reads ?? [])]))
}
