import type { CompiledMapping } from '../decider.ts'
import type { RuleFailure } from '../directory/rule-failure.ts'
import { grantKey, isOver, type Grant } from '../directory/grant.ts'
import type { UserRecord } from '../directory/member.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import type { VerifyDifference } from '../directory/verification.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreReader } from '../store.ts'
import { readCircumstances } from '../roles/circumstances.ts'
import { suspectsOf } from '../roles/decide.ts'
import { diffGrants } from '../roles/diff-grants.ts'
import { toSubjects } from '../roles/to-subjects.ts'
import { toWantedGrants, type WantedGrants } from '../roles/wanted-grants.ts'
import { diffAssignments, toWantedStatements, type AssignmentChange } from '../roles/wanted-statements.ts'
import { isValidated } from '../roles/reconcile-validation.ts'
import type { OperationServices } from '../change/operation-context.ts'

export interface VerifyReport {
  readonly organizationId: string
  /** How many people were decided. */
  readonly users: number
  /** How many derived grants there are. */
  readonly grants: number
  readonly differences: readonly VerifyDifference[]
  /** Rules that failed for a person: what each has given stays, and is no difference. */
  readonly undecided: readonly RuleFailure[]
}

const pageSize = 500
const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/**
 * Computes what the mapping gives from nothing but the facts and the bindings, by the same code as every
 * change, and compares it with what is stored, over one state of the directory. Writes nothing.
 */
export function verifyGrants(services: VerifyServices, organizationId: string): Promise<VerifyReport> {
  return services.store.snapshot(organizationId, (reader) => verifyState(services, reader))
}

type VerifyServices = Pick<OperationServices, 'mappings' | 'now' | 'store'>

async function verifyState({ mappings, now }: VerifyServices, reader: StoreReader): Promise<VerifyReport> {
  const { organizationId } = reader
  const { mappingVersion } = await reader.getState()
  const mapping = await mappings.get(reader.mappings, organizationId, mappingVersion)
  if (mapping === null) throw new Error('The stored mapping does not compile with the plugins of this configuration')
  const circumstances = await readCircumstances(reader, now(), mapping.policy)
  const report = { users: 0, grants: 0, differences: [] as VerifyDifference[], undecided: [] as RuleFailure[] }
  for await (const users of pagesOfUsers(reader)) {
    const page = await verifyPage(reader, mapping, users, circumstances, mappingVersion)
    report.users += users.length
    report.grants += page.grants
    report.differences.push(...page.differences)
    report.undecided.push(...page.undecided)
  }
  return { organizationId, ...report }
}

async function* pagesOfUsers(reader: StoreReader): AsyncGenerator<readonly UserRecord[]> {
  let after: string | null = null
  for (;;) {
    const users: UserRecord[] = await reader.users.list({ after, limit: pageSize })
    const last = users.at(-1)
    if (last === undefined) return
    yield users
    after = last.id
  }
}

async function verifyPage(
  reader: StoreReader,
  mapping: CompiledMapping,
  users: readonly UserRecord[],
  circumstances: RoleCircumstances,
  mappingVersion: number,
): Promise<Pick<VerifyReport, 'differences' | 'grants' | 'undecided'>> {
  const targets = users.map((user) => ({ id: user.id, user }))
  const userIds = users.map(({ id }) => id)
  const subjects = await toSubjects(reader, mapping, targets, allFacts, 'read')
  const decision = await mapping.decide(subjects, allFacts)
  const grants = await reader.grants.list({ userIds, source: 'mapping' })
  const statements = diffAssignments(await reader.assignments.list(userIds), toWantedStatements(decision))
  return {
    grants: grants.length,
    undecided: decision.failures,
    differences: [
      ...compareGrants(
        grants,
        toWantedGrants(decision, circumstances, mappingVersion),
        suspectsOf(subjects),
        circumstances.now,
      ),
      ...compareAssignments(statements),
      ...compareValidation(users, statements.after),
    ],
  }
}

function compareGrants(
  stored: readonly Grant[],
  wanted: WantedGrants,
  suspects: ReadonlySet<string>,
  now: string,
): VerifyDifference[] {
  // A grant whose time is over goes with the job of that time, which may be about to run.
  const current = stored.filter((grant) => !isOver(grant, now))
  const known = new Set(current.map(grantKey))
  const { put, deleted } = diffGrants(current, wanted, suspects)
  return [
    ...put.map((grant) => describeGrant(known.has(grantKey(grant)) ? 'different' : 'missing', grant)),
    ...deleted.map((grant) => describeGrant('unexpected', grant)),
  ]
}

function describeGrant(kind: VerifyDifference['kind'], { userId, role, ruleId, scope }: Grant): VerifyDifference {
  return { kind, userId, what: `role ${role} of ${scope} by ${ruleId}` }
}

function compareAssignments({ deleted, put }: AssignmentChange): VerifyDifference[] {
  return [
    ...put.map(({ effect, rule, subject }) => ({
      kind: 'missing' as const,
      userId: subject,
      what: `${effect} by ${rule}`,
    })),
    ...deleted.map(({ effect, rule, subject }) => ({
      kind: 'unexpected' as const,
      userId: subject,
      what: `${effect} by ${rule}`,
    })),
  ]
}

function compareValidation(users: readonly UserRecord[], assignments: readonly Assignment[]): VerifyDifference[] {
  return users
    .filter((user) => user.emailValidated !== isValidated(assignments, user.id))
    .map(({ id, emailValidated }) => ({
      kind: 'different' as const,
      userId: id,
      what: `emailValidated is ${emailValidated}`,
    }))
}
