import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { VerifyDifference } from '../directory/verification.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import { decideMembers } from '../roles/decide-members.ts'

const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** Decides again whoever has something else than the facts give; how many people these were. */
export async function repairGrants(
  context: OperationContext,
  differences: readonly VerifyDifference[],
): Promise<number> {
  const people = [...new Set(differences.map(({ userId }) => userId))].sort()
  if (people.length > 0) await change(context, (scope) => decideMembers(scope, people, everyFact))
  return people.length
}
