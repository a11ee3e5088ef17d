import { change } from '../change/change.ts'
import type { ChangeScope, OperationContext } from '../change/operation-context.ts'
import type { VerifyDifference } from '../directory/verification.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import { decideMembers } from '../roles/decide-members.ts'
import { orphanedSections } from '../roles/orphans.ts'
import { reconcile } from '../roles/reconcile.ts'

const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/**
 * Decides again whoever has something else than the facts give, and takes away what no plugin that runs decides, as far as the
 * brake lets it go; how many people these were.
 */
export async function repairGrants(
  context: OperationContext,
  differences: readonly VerifyDifference[],
): Promise<number> {
  const people = [...new Set(differences.map(({ userId }) => userId))].sort()
  if (people.length > 0) {
    await change(context, async (scope) => {
      await decideMembers(scope, people, everyFact)
      await takeOrphans(scope, people)
    })
  }
  return people.length
}

async function takeOrphans(scope: ChangeScope, people: readonly string[]): Promise<void> {
  const { context, mapping, tx } = scope
  if (mapping === null) return
  const grants = await tx.grants.list({ userIds: people, source: 'mapping' })
  const assignments = await tx.assignments.list(people)
  const sections = orphanedSections(mapping, context.host, { grants, assignments })
  if (sections.length > 0)
    await reconcile(scope, people, { sections, assignments: [], failures: [], suspects: new Set() })
}
