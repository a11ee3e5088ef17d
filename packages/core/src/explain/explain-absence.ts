import type { CompiledMapping, RuleTrace, Subject } from '../decider.ts'
import type { RuleExplanation } from '../directory/explanation.ts'
import { isOver } from '../directory/grant.ts'
import type { UserRecord } from '../directory/member.ts'
import type { Reference } from '../plugin/rule.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import type { AskedRole } from './asked-role.ts'
import { createDescriber } from './describe-condition.ts'
import { distanceOf, failingConditions } from './failing-conditions.ts'
import { isWanted } from './asked-role.ts'
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
  mapping: CompiledMapping,
  member: AbsentMember,
  traces: readonly RuleTrace[],
  { now, wanted }: { readonly now: string; readonly wanted: AskedRole },
): Promise<readonly RuleExplanation[]> {
  const failing = traces
    .filter((trace) => trace.references.some((reference) => mayGive(reference, wanted)) && !gives(trace, wanted, now))
    .map((trace) => ({
      trace,
      distance: distanceOf(trace.condition) + (isOver(trace, now) || trace.condition.result ? 1 : 0),
    }))
    .sort((a, b) => a.distance - b.distance || a.trace.rule.line - b.trace.rule.line)
    .slice(0, most)
  const least = failing[0]?.distance
  const explanations: RuleExplanation[] = []
  const describe = createDescriber(reader, mapping, member, wanted)
  for (const { distance, trace } of failing) {
    const { failure } = trace
    const reasons = failure === undefined ? [] : [`The rule could not be decided for this member: ${failure}.`]
    if (isOver(trace, now)) reasons.push(`What it gives has ended: ${trace.expiresAt}.`)
    else if (trace.fired) reasons.push(await describeOther(reader, trace, wanted))
    // What is said of a group holds for none, such as `group.displayName ne "x"`; but there is none to give anything by.
    else if (trace.condition.result) reasons.push('The member is in no group.')
    for (const condition of failure === undefined ? failingConditions(trace.condition) : []) {
      reasons.push(await describe(condition, trace.rule.id))
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

function mayGive(reference: Reference, { effect, role, scope }: AskedRole): boolean {
  if (effect !== null) return reference.kind === 'effect' && reference.effect === effect
  if (reference.kind === 'role') {
    return isOfScope(reference.scope, scope) && (role === null || fold(reference.role) === role)
  }
  if (reference.kind !== 'anyRole') return false
  return isOfScope(reference.scope, scope) && (role === null || reference.mayBe(role))
}

/** A team that a capture says may be any. */
function isOfScope(scope: string, wanted: string | null): boolean {
  if (wanted === null) return true
  return scope.includes('${') ? wanted.startsWith('team:') : fold(scope) === wanted
}

/** Whether it gives the role, in force or not: that stands among the grants. */
function gives(trace: RuleTrace, wanted: AskedRole, now: string): boolean {
  return trace.fired && !isOver(trace, now) && trace.gives.some((assignment) => isWanted(assignment, wanted))
}

/** What a rule that holds does instead of giving the role: a template says another team, another role, or nothing. */
async function describeOther(
  reader: StoreReader,
  { gives: given, groupId }: RuleTrace,
  asked: AskedRole,
): Promise<string> {
  const group = groupId === null ? undefined : await reader.groups.find(groupId)
  const by = group === undefined ? '' : ` by the group "${group.displayName}"`
  const roles = given
    .filter(({ effect }) => effect === 'role')
    .map(({ value }) => `${String(value['role'])} of ${String(value['scope'])}`)
  const findings = given.filter(({ effect }) => effect === 'finding').map(({ value }) => String(value['message']))
  if (asked.effect !== null && findings.length === 0) return `It holds${by} and gives something else.`
  if (asked.effect === null && roles.length > 0)
    return [`It holds${by} and gives another role: ${roles.join(', ')}.`, ...findings].join(' ')
  if (findings.length > 0) return `It holds${by}, and ${findings.join(' ')}`
  return `It holds${by} and gives nothing: a capture is empty there, or names no role.`
}
