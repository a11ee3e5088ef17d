import type { CompiledMapping, TeamPolicy } from '../decider.ts'
import type { ChangeScope, OperationContext } from './operation-context.ts'
import type { NewEvent, StoredEvent } from '../plugin/event.ts'
import type { StoreTransaction, WriteScope } from '../store.ts'
import { auditOnly } from '../directory/audit.ts'
import { tellStory, type Story } from '../directory/story.ts'
import { stricterLimits, type BrakeLimits } from '../directory/brake.ts'

/**
 * Runs a change in a transaction of its organization and tells the plugins after the commit. All
 * effects are in the transaction; a failure rolls back everything, the events included. Within another
 * change it is a part of that one. What earlier changes have left undecided is decided before it, in a transaction of its
 * own: nobody is to be refused for what somebody else has done.
 */
export async function change<T>(
  context: OperationContext,
  work: (scope: ChangeScope) => Promise<T>,
  expected: Expected = {},
): Promise<T> {
  if (context.within !== undefined) return work({ ...context.within, context })
  const cause = { kind: 'job', requestId: null, keyId: null } as const
  // More than once where a server without the plugin leaves something undecided in between.
  for (;;) {
    try {
      return await changeSettled(context, work, expected)
    } catch (error) {
      if (!(error instanceof Undecided)) throw error
    }
    await write({ ...context, cause }, (scope) => context.roles.settle(scope))
  }
}

/** What is known of a change before: see `WriteScope`. */
type Expected = Pick<WriteScope, 'ahead' | 'mayBeLong'>

/** Thrown, before anything is done, by a transaction that finds something undecided. */
class Undecided extends Error {
  override readonly name = 'Undecided'
}

function changeSettled<T>(
  context: OperationContext,
  work: (scope: ChangeScope) => Promise<T>,
  expected: Expected,
): Promise<T> {
  const settled = (scope: ChangeScope): Promise<T> => {
    if (scope.tx.state.undecidedSince !== null && scope.mapping !== null) throw new Undecided()
    return work(scope)
  }
  return write(context, settled, expected)
}

async function write<T>(
  context: OperationContext,
  work: (scope: ChangeScope) => Promise<T>,
  expected: Expected = {},
): Promise<T> {
  let committed: readonly StoredEvent[] = []
  let appended = false
  let story: Story = []
  const result = await context.store.write(
    context.organizationId,
    { cause: context.cause, now: context.now(), gone: context.gone, ...expected },
    async (tx) => {
      const events: NewEvent[] = []
      const scope = await openScope(context, tx, events)
      const answer = await work(scope)
      await context.roles.guard(scope)
      if (events.length > 0) await context.roles.leave(scope)
      tx.events.append(events)
      appended = events.length > 0
      if (context.tell !== undefined) story = tellStory(events)
      // An apply may have hundreds of thousands: they are not kept for nobody.
      if (context.host.listens) committed = toStoredEvents(events, tx).filter(({ type }) => !auditOnly.includes(type))
      return answer
    },
  )
  if (story.length > 0) context.tell?.(story)
  if (appended) context.commits.tell(context.organizationId)
  if (committed.length > 0) {
    void context.host.committed({ organizationId: context.organizationId, events: committed })
  }
  return result
}

async function openScope(context: OperationContext, tx: StoreTransaction, events: NewEvent[]): Promise<ChangeScope> {
  const teams = { changed: false }
  return {
    context,
    tx,
    mapping: await context.mappings.get(tx.mappings, context.organizationId, tx.state),
    mappingVersion: tx.state.mappingVersion,
    circumstances: async () => context.roles.circumstances(tx, await currentTeamPolicy(context, tx), teams),
    owners: { before: null },
    teams,
    brake: { limits: await currentLimits(context, tx), off: false, held: 0 },
    debt: { settled: false },
    record: (type, subject, data = {}) => void events.push({ type, subject, data }),
  }
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
  return mappings.getLimits(tx.mappings, organizationId, tx.state)
}

function currentTeamPolicy({ mappings, organizationId }: OperationContext, tx: StoreTransaction): Promise<TeamPolicy> {
  return mappings.getTeamPolicy(tx.mappings, organizationId, tx.state)
}
