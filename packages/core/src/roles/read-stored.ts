import type { ChangeScope } from '../change/operation-context.ts'
import type { Grant } from '../directory/grant.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'

/** What the database has of some people beside the facts, before a decision about them. */
export interface StoredRows {
  /** Those of the mapping. */
  readonly grants: readonly Grant[]
  /** `null` where nothing but roles is decided. */
  readonly assignments: readonly Assignment[] | null
  readonly active: ReadonlyMap<string, boolean>
}

/** Asks for all of it at once: it goes by one trip with the facts that the decision asks for. */
export async function readStored(
  scope: ChangeScope,
  userIds: readonly string[],
  facts: ReadonlySet<FactKind>,
): Promise<StoredRows> {
  const { assignments, grants, people } = scope.tx
  const [standing, statements, active] = await Promise.all([
    grants.list({ userIds, source: 'mapping' }),
    mayState(scope, facts) ? assignments.list(userIds) : null,
    people.findActive(userIds),
  ])
  return { grants: standing, assignments: statements, active }
}

/** An apply has taken away what sections had stated that state nothing any more. */
function mayState({ context: { host }, mapping }: ChangeScope, facts: ReadonlySet<FactKind>): boolean {
  const asked = (mapping?.sections ?? []).filter((section) => [...facts].some((fact) => section.facts.has(fact)))
  return host.decides || asked.some(({ states }) => states)
}
