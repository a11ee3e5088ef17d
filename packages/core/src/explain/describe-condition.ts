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
    const { column = 0, line = 0, mustNot } = condition
    const isLiteral = condition.kind === 'group' && (condition.by === 'name' || condition.by === 'id')
    if (isLiteral && !mustNot) return describeMissingGroup(reader, member, condition.group)
    if (isLiteral) return `The member is in the group "${condition.group}", and must not be.`
    if (condition.kind === 'group' && mustNot)
      return `The member is in a group of "${condition.group}", and must not be.`
    const groups = mustNot ? [] : await (known ??= readCandidates(reader))
    const fitting = mapping.findFitting({ line, column }, groups)
    if (fitting === undefined || mustNot) return describeComparison(condition)
    const candidates = groups.filter(({ id }) => fitting.has(id)).slice(0, looked)
    const giving = await thatGive(mapping, member, candidates, rule, wanted)
    return `The member is in no group for which it holds: ${condition.text}. ${toList(giving, groups.length)}`
  }
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

function describeComparison(condition: FailingCondition): string {
  const { mustNot, text } = condition
  const fact = condition.kind === 'comparison' ? condition.fact : null
  const values = Array.isArray(fact) ? (fact as readonly Json[]) : [fact]
  const found =
    values.length === 0 || fact === null ? 'there is no value' : values.map((value) => JSON.stringify(value)).join(', ')
  return mustNot ? `${text} holds, and must not: ${found}.` : `${text} does not hold: ${found}.`
}
