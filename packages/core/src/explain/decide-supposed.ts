import type { OperationContext } from '../change/operation-context.ts'
import type { CompiledMapping, Decision, Subject } from '../decider.ts'
import { grantKey, type Grant } from '../directory/grant.ts'
import type { UserRecord } from '../directory/member.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import { askHooks, toHookSurroundings } from '../roles/ask-hooks.ts'
import { joinDecisions, suspectsOf, type RowsDecision } from '../roles/decide.ts'
import { diffGrants } from '../roles/diff-grants.ts'
import { givenAgain } from '../roles/given-again.ts'
import { completeData } from '../roles/to-subjects.ts'
import { toWantedGrants } from '../roles/wanted-grants.ts'
import { diffAssignments, toWantedStatements } from '../roles/wanted-statements.ts'
import type { StoreReader } from '../store.ts'
import { supposeReader, type Supposition } from './suppose-groups.ts'

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** Somebody who is supposed to be in other groups. */
interface SupposedPerson {
  readonly mapping: CompiledMapping
  readonly user: UserRecord
  /** In the supposed groups. */
  readonly subject: Subject
  readonly supposition: Supposition
}

/** By the same steps as every change: rules and hooks decide. What a hook fails over stays. */
export async function decideSupposed(
  { host, now }: Pick<OperationContext, 'host' | 'now'>,
  reader: StoreReader,
  { mapping, subject, supposition, user }: SupposedPerson,
): Promise<RowsDecision> {
  const suspects = suspectsOf([subject])
  const ruled = await mapping.decide([subject], allFacts)
  const hooks = await toHookSurroundings(host, reader, now())
  if (hooks === null) return { ...ruled, suspects }
  const supposing = await supposeReader(reader, hooks.context.reader, user, supposition)
  const surroundings = { host, context: { ...hooks.context, reader: supposing } }
  const people = await completeData(reader, [{ id: user.id, user }])
  return { ...joinDecisions(ruled, await askHooks(surroundings, people, 'kept')), suspects }
}

/** The grants of somebody with the mapping's own made equal to the decision: others are of no section. */
export function toSupposedGrants(
  decision: RowsDecision,
  stored: readonly Grant[],
  circumstances: RoleCircumstances,
  mappingVersion: number,
): readonly Grant[] {
  const wanted = toWantedGrants(decision, circumstances, mappingVersion)
  const { deleted, put } = diffGrants(stored, wanted, decision.suspects)
  const gone = new Set([...deleted, ...put].map(grantKey))
  return [...stored.filter((grant) => !gone.has(grantKey(grant))), ...put]
}

/** The same of what stands beside roles: what the brake keeps is let go where it is given again. */
export function toSupposedStatements(
  decision: Decision,
  stored: readonly Assignment[],
  now: string,
): readonly Assignment[] {
  const { after, put } = diffAssignments(stored, toWantedStatements(decision, now))
  const released = new Set(givenAgain(stored, put))
  return after.filter((one) => !released.has(one))
}
