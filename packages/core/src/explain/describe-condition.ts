import type { CompiledMapping, SubjectGroup } from '../decider.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'
import { isWanted, type AskedRole } from './asked-role.ts'
import { describeMissingGroup } from './describe-missing-group.ts'
import type { AbsentMember } from './explain-absence.ts'
import type { FailingCondition } from './failing-conditions.ts'
import { readCandidates } from './read-candidates.ts'

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** Groups that are named as ones that would do. */
const named = 5

/** Of so many groups that fit is looked at what they would give. */
const looked = 200

/** Says in a sentence why a condition of a rule does not hold; every group of the directory is read once, where one asks for it. */
export function createDescriber(
  reader: StoreReader,
  mapping: CompiledMapping,
  member: AbsentMember,
  wanted: AskedRole,
): (condition: FailingCondition, rule: string) => Promise<string> {
  let known: Promise<readonly SubjectGroup[]> | undefined
  return async (condition, rule) => {
    if (condition.mustNot) return describeHolding(condition)
    if (isLiteral(condition)) return describeMissingGroup(reader, member, condition.group)
    const { column = 0, line = 0, text } = condition
    const groups = await (known ??= readCandidates(reader))
    const fitting = mapping.findFitting({ line, column }, groups)
    if (fitting === undefined) return `${text} does not hold: ${toFound(condition)}.`
    const candidates = groups.filter(({ id }) => fitting.has(id)).slice(0, looked)
    const giving = await thatGive(mapping, member, candidates, rule, wanted)
    return `The member is in no group for which it holds: ${text}. ${toList(giving, groups.length)}`
  }
}

/** Whether it names one group. */
function isLiteral(condition: FailingCondition): condition is FailingCondition & { readonly kind: 'group' } {
  return condition.kind === 'group' && (condition.by === 'name' || condition.by === 'id')
}

/** What holds and stands under a `not`. */
function describeHolding(condition: FailingCondition): string {
  if (condition.kind === 'comparison') return `${condition.text} holds, and must not: ${toFound(condition)}.`
  const group = isLiteral(condition) ? 'the group' : 'a group of'
  return `The member is in ${group} "${condition.group}", and must not be.`
}

/** Those by which the rule would give the role; all of them where something else is in the way, too. */
async function thatGive(
  mapping: CompiledMapping,
  { subject }: AbsentMember,
  candidates: readonly SubjectGroup[],
  rule: string,
  wanted: AskedRole,
): Promise<readonly SubjectGroup[]> {
  const supposed = candidates.map((group) => ({ ...subject, id: group.id, groups: [group] }))
  const { assignments } = await mapping.decide(supposed, allFacts)
  const own = assignments.filter((assignment) => assignment.rule === rule)
  const giving = new Set(own.filter((assignment) => isWanted(assignment, wanted)).map(({ subject: id }) => id))
  return own.length === 0 ? candidates : candidates.filter(({ id }) => giving.has(id))
}

function toList(groups: readonly SubjectGroup[], all: number): string {
  if (groups.length === 0) return `None of the ${all} groups that there are would do.`
  const names = groups.slice(0, named).map(({ facts }) => JSON.stringify(facts?.displayName))
  const more = groups.length > named ? ` and ${groups.length - named} more` : ''
  return `It would by ${names.join(', ')}${more}.`
}

/** The values that were compared. */
function toFound(condition: FailingCondition): string {
  const fact = condition.kind === 'comparison' ? condition.fact : null
  const values = Array.isArray(fact) ? (fact as readonly Json[]) : [fact].filter((value) => value !== null)
  return values.length === 0 ? 'there is no value' : values.map((value) => JSON.stringify(value)).join(', ')
}
