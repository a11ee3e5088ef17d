import type { CompiledMapping, TeamPolicy } from '../decider.ts'
import type { ChangeScope, OperationContext } from './operation-context.ts'
import type { NewEvent, StoredEvent } from '../plugin/event.ts'
import type { StoreTransaction } from '../store.ts'
import { stricterLimits, type BrakeLimits } from '../directory/brake.ts'

/**
 * Runs a change in a transaction of its organization and tells the plugins after the commit. All
 * effects are in the transaction; a failure rolls back everything, the events included. Within another
 * change it is a part of that one.
 */
export async function change<T>(context: OperationContext, work: (scope: ChangeScope) => Promise<T>): Promise<T> {
  if (context.within !== undefined) return work(context.within)
  let committed: readonly StoredEvent[] = []
  const result = await context.store.write(
    context.organizationId,
    { cause: context.cause, now: context.now() },
    async (tx) => {
      const events: NewEvent[] = []
      const mapping = await context.mappings.get(tx.mappings, context.organizationId, tx.state.mappingVersion)
      const teams = { changed: false }
      const scope: ChangeScope = {
        context,
        tx,
        mapping,
        mappingVersion: tx.state.mappingVersion,
        circumstances: async () => context.roles.circumstances(tx, await currentTeamPolicy(context, tx), teams),
        owners: { before: null },
        teams,
        brake: { limits: await currentLimits(context, tx), off: false, held: 0 },
        record: (type, subject, data = {}) => void events.push({ type, subject, data }),
      }
      const answer = await work(scope)
      await context.roles.guard(scope)
      tx.events.append(events)
      // An apply may have hundreds of thousands: they are not kept for nobody.
      if (context.host.listens) committed = toStoredEvents(events, tx)
      return answer
    },
  )
  if (committed.length > 0) {
    void context.host.committed({ organizationId: context.organizationId, events: committed })
  }
  return result
}

function toStoredEvents(events: readonly NewEvent[], { cause, now, state }: StoreTransaction): readonly StoredEvent[] {
  return events.map((event, index) => ({ ...event, index, revision: state.revision, time: now, cause }))
}

/** The scope after a change of teams or of the catalogue: what depends on them is read again. */
export function withChangedTeams(scope: ChangeScope): ChangeScope {
  scope.teams.changed = true
  return scope
}

/** The scope after a change of the mapping. A file that loosens the brake, or has lost it, is not free of it itself. */
export function withMapping(scope: ChangeScope, mapping: CompiledMapping, mappingVersion: number): ChangeScope {
  const { context, teams, tx } = scope
  return {
    ...scope,
    mapping,
    mappingVersion,
    brake: { ...scope.brake, limits: stricterLimits(scope.brake.limits, mapping.policy.limits) },
    circumstances: () => context.roles.circumstances(tx, mapping.policy, teams),
  }
}

function currentLimits(
  { mappings, organizationId }: OperationContext,
  tx: StoreTransaction,
): Promise<BrakeLimits | null> {
  return mappings.getLimits(tx.mappings, organizationId, tx.state.mappingVersion)
}

function currentTeamPolicy({ mappings, organizationId }: OperationContext, tx: StoreTransaction): Promise<TeamPolicy> {
  return mappings.getTeamPolicy(tx.mappings, organizationId, tx.state.mappingVersion)
}
