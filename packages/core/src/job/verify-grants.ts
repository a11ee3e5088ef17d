import type { CompiledMapping, DecidedSection } from '../decider.ts'
import type { RuleFailure } from '../directory/rule-failure.ts'
import { grantKey, isOver, type Grant } from '../directory/grant.ts'
import type { UserRecord } from '../directory/member.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import type { VerifyDifference } from '../directory/verification.ts'
import { toRuleId } from '../directory/rule-id.ts'
import type { PluginHost } from '../host/plugin-host.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { isKnownEffect } from '../plugin/effect-values.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreReader } from '../store.ts'
import { pagesById } from '../store/pages-of.ts'
import { readCircumstances } from '../roles/circumstances.ts'
import { askHooks, toHookSurroundings, type HookSurroundings } from '../roles/ask-hooks.ts'
import { joinDecisions, suspectsOf } from '../roles/decide.ts'
import { orphanedSections } from '../roles/orphans.ts'
import { diffGrants } from '../roles/diff-grants.ts'
import { completeData, toSubjects } from '../roles/to-subjects.ts'
import { toWantedGrants, type WantedGrants } from '../roles/wanted-grants.ts'
import {
  assignmentKey,
  diffAssignments,
  toWantedStatements,
  type AssignmentChange,
} from '../roles/wanted-statements.ts'
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

type VerifyServices = Pick<OperationServices, 'host' | 'mappings' | 'now' | 'store'>

async function verifyState({ host, mappings, now }: VerifyServices, reader: StoreReader): Promise<VerifyReport> {
  const { organizationId } = reader
  const state = await reader.getState()
  const { mappingVersion } = state
  const mapping = await mappings.get(reader.mappings, organizationId, state)
  if (mapping === null) throw new Error('The stored mapping does not compile with the plugins of this configuration')
  const instant = now()
  const circumstances = await readCircumstances(reader, instant, mapping.policy)
  const hooks = await toHookSurroundings(host, reader, instant)
  const report = { users: 0, grants: 0, differences: [] as VerifyDifference[], undecided: [] as RuleFailure[] }
  for await (const users of pagesById<UserRecord>((page) => reader.users.list(page), pageSize)) {
    const page = await verifyPage(reader, { mapping, host, hooks }, users, circumstances, mappingVersion)
    report.users += users.length
    report.grants += page.grants
    report.differences.push(...page.differences)
    report.undecided.push(...page.undecided)
  }
  return { organizationId, ...report }
}

interface VerifiedBy {
  readonly mapping: CompiledMapping
  readonly host: PluginHost
  readonly hooks: HookSurroundings | null
}

async function verifyPage(
  reader: StoreReader,
  { hooks, host, mapping }: VerifiedBy,
  users: readonly UserRecord[],
  circumstances: RoleCircumstances,
  mappingVersion: number,
): Promise<Pick<VerifyReport, 'differences' | 'grants' | 'undecided'>> {
  const targets = users.map((user) => ({ id: user.id, user }))
  const userIds = users.map(({ id }) => id)
  const subjects = await toSubjects(reader, mapping, targets, allFacts, 'read')
  const ruled = await mapping.decide(subjects, allFacts)
  const people = hooks === null ? [] : await completeData(reader, targets)
  const decided = hooks === null ? ruled : joinDecisions(ruled, await askHooks(hooks, people, 'kept'))
  const grants = await reader.grants.list({ userIds, source: 'mapping' })
  // What is over goes with the job of its end, which may be about to run.
  const stored = (await reader.assignments.list(userIds)).filter((one) => !isOver(one, circumstances.now))
  const orphaned = orphanedSections(mapping, host, { grants, assignments: stored })
  const decision = { ...decided, sections: [...decided.sections, ...orphaned] }
  const statements = diffAssignments(stored, toWantedStatements(decision, circumstances.now))
  return {
    grants: grants.length,
    undecided: decision.failures,
    differences: nameOrphans(orphaned, [
      ...compareGrants(
        grants,
        toWantedGrants(decision, circumstances, mappingVersion),
        suspectsOf(subjects),
        circumstances.now,
      ),
      ...compareAssignments(statements, stored),
      ...compareValidation(users, statements.after),
    ]),
  }
}

/** Says of rows that no plugin decides why nothing gives them. */
function nameOrphans(
  orphaned: readonly DecidedSection[],
  differences: readonly VerifyDifference[],
): VerifyDifference[] {
  return differences.map((difference) => {
    const section = orphaned.find(({ name }) => difference.what.includes(` by ${name}:`))
    if (section === undefined || difference.kind !== 'unexpected') return difference
    return { ...difference, what: `${difference.what}, which no plugin that runs decides` }
  })
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

function compareAssignments({ deleted, put }: AssignmentChange, stored: readonly Assignment[]): VerifyDifference[] {
  const known = new Set(stored.map(assignmentKey))
  return [
    ...put.map((one) => describeAssignment(known.has(assignmentKey(one)) ? 'different' : 'missing', one)),
    ...deleted.map((one) => describeAssignment('unexpected', one)),
  ]
}

function describeAssignment(kind: VerifyDifference['kind'], assignment: Assignment): VerifyDifference {
  const { effect, rule, source, subject, value } = assignment
  const shown = isKnownEffect(effect) ? '' : ` ${JSON.stringify(value)}`
  return { kind, userId: subject, what: `${effect}${shown} by ${toRuleId(source, rule)}` }
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
