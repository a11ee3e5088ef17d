import type { RuleTrace, Subject } from '../decider.ts'
import type { RuleExplanation } from '../directory/explanation.ts'
import type { UserRecord } from '../directory/member.ts'
import type { Reference } from '../plugin/rule.ts'
import { fold } from '../scim/fold.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'
import type { AskedRole } from './asked-role.ts'
import { distanceOf, failingConditions, type FailingCondition } from './failing-conditions.ts'
import { toRuleId } from '../directory/rule-id.ts'

/** Whom the rules were traced for. */
export interface AbsentMember {
  readonly user: UserRecord
  readonly subject: Subject
}

/** How many rules are told of: beyond these nobody reads on. */
const most = 20

/** The rules that could give a role and do not, those that fail by the least first. */
export async function explainAbsence(
  reader: StoreReader,
  member: AbsentMember,
  traces: readonly RuleTrace[],
  wanted: AskedRole,
): Promise<readonly RuleExplanation[]> {
  const failing = traces
    .filter((trace) => !trace.fired && trace.references.some((reference) => mayGive(reference, wanted)))
    .map((trace) => ({ trace, distance: distanceOf(trace.condition) }))
    .sort((a, b) => a.distance - b.distance || a.trace.rule.line - b.trace.rule.line)
    .slice(0, most)
  const least = failing[0]?.distance
  const explanations: RuleExplanation[] = []
  for (const { distance, trace } of failing) {
    const { failure } = trace
    const reasons = failure === undefined ? [] : [`The rule could not be decided for this member: ${failure}.`]
    for (const condition of failure === undefined ? failingConditions(trace.condition) : []) {
      reasons.push(await describe(reader, member, condition))
    }
    explanations.push({
      rule: toRuleId(trace.rule.section, trace.rule.id),
      line: trace.rule.line,
      nearest: distance === least,
      condition: trace.condition,
      reasons: [...new Set(reasons)],
    })
  }
  return explanations
}

function mayGive(reference: Reference, { role, scope }: AskedRole): boolean {
  if (reference.kind === 'role') {
    return (scope === null || fold(reference.scope) === scope) && (role === null || fold(reference.role) === role)
  }
  if (reference.kind !== 'anyRole') return false
  return (
    (scope === null || scope.startsWith('team:') === reference.scope.startsWith('team:')) &&
    (role === null || reference.mayBe(role))
  )
}

async function describe(reader: StoreReader, member: AbsentMember, condition: FailingCondition): Promise<string> {
  if (condition.kind === 'comparison') return describeComparison(condition)
  if (condition.mustNot) return `The member is in the group "${condition.group}", and must not be.`
  return describeMissingGroup(reader, member, condition.group)
}

function describeComparison({
  fact,
  mustNot,
  text,
}: Extract<FailingCondition, { readonly kind: 'comparison' }>): string {
  const values = Array.isArray(fact) ? (fact as readonly Json[]) : [fact]
  const found =
    values.length === 0 || fact === null ? 'there is no value' : values.map((value) => JSON.stringify(value)).join(', ')
  return mustNot ? `${text} holds, and must not: ${found}.` : `${text} does not hold: ${found}.`
}

/** Why somebody is not in a group that a rule names: it is not there, it is another one, or they are not known in it. */
async function describeMissingGroup(
  reader: StoreReader,
  { subject, user }: AbsentMember,
  name: string,
): Promise<string> {
  const key = fold(name)
  if (subject.groups.some(({ claims }) => claims.includes(key))) {
    return `The member is in a group that has taken the name "${name}" over from another one; what it gives is held back until an owner decides.`
  }
  const [binding] = await reader.bindings.ofName(key)
  const bound = await reader.groups.find(binding?.groupId ?? name)
  if (bound === undefined) return `There is no group "${name}".`
  const called =
    bound.displayNameKey === key || bound.id === name ? '' : `, which is called "${bound.displayName}" now,`
  const unresolved = await findUnresolved(reader, user, bound.id)
  if (unresolved === undefined)
    return `The member is not in the group "${name}"${called === '' ? '' : called.slice(0, -1)}.`
  return `The group "${name}"${called} has a member "${unresolved}" that stands for nobody yet: a member is found by its SCIM id or its externalId, never by an address.`
}

async function findUnresolved(reader: StoreReader, user: UserRecord, groupId: string): Promise<string | undefined> {
  const emails = user.data['emails']
  const addresses = Array.isArray(emails)
    ? (emails as readonly { readonly value?: unknown }[]).flatMap(({ value }) =>
        typeof value === 'string' ? [value] : [],
      )
    : []
  const values = [...new Set([user.userName, ...addresses, ...(user.externalId === null ? [] : [user.externalId])])]
  const rows = await reader.members.findUnresolved(values)
  return rows.find((row) => row.groupId === groupId)?.value
}
