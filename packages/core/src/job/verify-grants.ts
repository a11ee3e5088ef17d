import type { CompiledMapping, Decision } from '../decider.ts'
import { grantKey, isOver, type Grant } from '../directory/grant.ts'
import type { UserRecord } from '../directory/member.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import type { VerifyDifference } from '../directory/verification.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreReader } from '../store.ts'
import { readCircumstances } from '../roles/circumstances.ts'
import { toSubjects } from '../roles/decide.ts'
import { diffAssignments } from '../roles/reconcile-assignments.ts'
import { diffGrants, toWantedGrants } from '../roles/diff-grants.ts'
import { isValidated } from '../roles/reconcile-validation.ts'
import type { OperationServices } from '../change/operation-context.ts'

export interface VerifyReport {
  readonly organizationId: string
  /** How many people were decided. */
  readonly users: number
  /** How many derived grants there are. */
  readonly grants: number
  readonly differences: readonly VerifyDifference[]
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
  const report = { users: 0, grants: 0, differences: [] as VerifyDifference[] }
  for await (const users of pagesOfUsers(reader)) {
    const page = await verifyPage(reader, mapping, users, circumstances, mappingVersion)
    report.users += users.length
    report.grants += page.grants
    report.differences.push(...page.differences)
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
): Promise<{ readonly grants: number; readonly differences: readonly VerifyDifference[] }> {
  const targets = users.map((user) => ({ id: user.id, user }))
  const userIds = users.map(({ id }) => id)
  const decision = await mapping.decide(await toSubjects(reader, mapping, targets, allFacts, 'read'), allFacts)
  const grants = await reader.grants.list({ userIds, source: 'mapping' })
  const assignments = await reader.assignments.list(userIds)
  return {
    grants: grants.length,
    differences: [
      ...compareGrants(grants, decision, circumstances, mappingVersion),
      ...compareAssignments(assignments, decision),
      ...compareValidation(users, decision),
    ],
  }
}

function compareGrants(
  stored: readonly Grant[],
  { assignments, sections }: Decision,
  circumstances: RoleCircumstances,
  mappingVersion: number,
): VerifyDifference[] {
  const roles = assignments.filter(({ effect }) => effect === 'role')
  const wanted = toWantedGrants(roles, circumstances, mappingVersion)
  // A grant whose time is over goes with the job of that time, which may be about to run.
  const current = stored.filter((grant) => !isOver(grant, circumstances.now))
  const known = new Set(current.map(grantKey))
  const { put, deleted } = diffGrants(current, wanted, new Set(sections.map(({ name }) => name)))
  return [
    ...put.map((grant) => describeGrant(known.has(grantKey(grant)) ? 'different' : 'missing', grant)),
    ...deleted.map((grant) => describeGrant('unexpected', grant)),
  ]
}

function describeGrant(kind: VerifyDifference['kind'], { userId, role, ruleId, scope }: Grant): VerifyDifference {
  return { kind, userId, what: `role ${role} of ${scope} by ${ruleId}` }
}

function compareAssignments(stored: readonly Assignment[], { assignments, sections }: Decision): VerifyDifference[] {
  const asked = assignments.filter(({ effect }) => effect !== 'role')
  const { put, deleted } = diffAssignments(stored, asked, new Set(sections.map(({ name }) => name)))
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

function compareValidation(users: readonly UserRecord[], { assignments }: Decision): VerifyDifference[] {
  return users
    .filter((user) => user.emailValidated !== isValidated(assignments, user.id))
    .map(({ id, emailValidated }) => ({
      kind: 'different' as const,
      userId: id,
      what: `emailValidated is ${emailValidated}`,
    }))
}
