import type { OperationServices } from '../change/operation-context.ts'
import type { CompiledMapping, Subject } from '../decider.ts'
import { nestedGroup, type FindingView } from '../directory/finding.ts'
import type { UserRecord } from '../directory/member.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreReader } from '../store.ts'
import { findOuterGroups, type OuterGroup } from './find-outer-groups.ts'
import { supposeMembership } from './suppose-membership.ts'
import { toSubjects } from './to-subjects.ts'

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** Groups that are looked at, and of these so many are named: more would say the same. */
const [tried, named] = [20, 3]

/** That a group of the member is a member of another one, which would give something if groups as members counted. */
export async function viewNesting(
  { mappings }: Pick<OperationServices, 'mappings'>,
  reader: StoreReader,
  user: UserRecord,
): Promise<readonly FindingView[]> {
  const outer = await findOuterGroups(reader, user.id)
  if (outer.length === 0) return []
  const state = await reader.getState()
  const mapping = await mappings.get(reader.mappings, reader.organizationId, state)
  if (mapping === null) return []
  const giving = await findGiving(reader, mapping, user, outer.slice(0, tried))
  if (giving.length === 0) return []
  const shown = giving.slice(0, named).map(({ group, through }) => `"${through}" is in "${group.displayName}"`)
  const more = giving.length > named ? `, and ${giving.length - named} more` : ''
  return [{ code: 'nested-group', message: `${nestedGroup}: ${shown.join(', ')}${more}` }]
}

async function findGiving(
  reader: StoreReader,
  mapping: CompiledMapping,
  user: UserRecord,
  outer: readonly OuterGroup[],
): Promise<readonly OuterGroup[]> {
  const [subject] = await toSubjects(reader, mapping, [{ id: user.id, user }], allFacts, 'read')
  if (subject === undefined) return []
  const has = new Set(await listGiven(mapping, subject))
  const giving: OuterGroup[] = []
  for (const one of outer) {
    const group = await supposeMembership(reader, mapping, user, one.group)
    const given = await listGiven(mapping, { ...subject, groups: [...subject.groups, group] })
    if (given.some((assignment) => !has.has(assignment))) giving.push(one)
  }
  return giving
}

async function listGiven(mapping: CompiledMapping, subject: Subject): Promise<readonly string[]> {
  const { assignments } = await mapping.decide([subject], allFacts)
  return assignments.map((assignment) => JSON.stringify(assignment))
}
