import type { CompiledMapping, TeamPolicy } from '../decider.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import type { OwnerGrant } from '../directory/owner-guard.ts'
import type { OperationContext } from './operation-context.ts'
import type { NewEvent, StoredEvent } from '../plugin/event.ts'
import type { StoreTransaction } from '../store.ts'
import { readCircumstances } from '../roles/circumstances.ts'
import { guardOwners } from '../roles/guard-owners.ts'

/** One change of one organization under way: what every step gets. */
export interface ChangeScope {
  readonly context: OperationContext
  readonly tx: StoreTransaction
  /** `null` where the stored mapping no longer compiles: nothing is decided, what was decided stays. */
  readonly mapping: CompiledMapping | null
  /** The version that grants made now are of; 0 before the first mapping. */
  readonly mappingVersion: number
  /** Teams and roles as far as grants depend on them; see `withChangedTeams`. */
  readonly circumstances: () => Promise<RoleCircumstances>
  /** The owners as they were before the first write that may concern them; see `watchOwners`. */
  readonly owners: { before: readonly OwnerGrant[] | null }
  /** Whether this transaction has changed teams or roles; see `withChangedTeams`. */
  readonly teams: { changed: boolean }
  /** The brake on revocations: `off` once somebody has confirmed them; `held` is how many wait because of this change. */
  readonly brake: { off: boolean; held: number }
  /** Appends to the organization's log, in the same transaction. */
  readonly record: (type: NewEvent['type'], subject: string, data?: NewEvent['data']) => void
}

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
        circumstances: async () => circumstancesOf(context, tx, await currentTeamPolicy(context, tx), teams),
        owners: { before: null },
        teams,
        brake: { off: false, held: 0 },
        record: (type, subject, data = {}) => void events.push({ type, subject, data }),
      }
      const answer = await work(scope)
      await guardOwners(scope)
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

/** The scope after a change of the mapping. */
export function withMapping(scope: ChangeScope, mapping: CompiledMapping, mappingVersion: number): ChangeScope {
  const { context, teams, tx } = scope
  return { ...scope, mapping, mappingVersion, circumstances: () => circumstancesOf(context, tx, mapping.policy, teams) }
}

function currentTeamPolicy({ mappings, organizationId }: OperationContext, tx: StoreTransaction): Promise<TeamPolicy> {
  return mappings.getTeamPolicy(tx.mappings, organizationId, tx.state.mappingVersion)
}

function circumstancesOf(
  context: OperationContext,
  tx: StoreTransaction,
  policy: TeamPolicy,
  { changed }: ChangeScope['teams'],
): Promise<RoleCircumstances> {
  return changed ? readCircumstances(tx, tx.now, policy) : context.circumstances.get(tx, policy)
}
