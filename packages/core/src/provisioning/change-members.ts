import { matchesFilter } from '../scim/filter/matches-filter.ts'
import type { MemberStep, MemberValue } from '../scim/patch/member-changes.ts'
import type { JsonObject } from '../scim/resource/resource-data.ts'
import { toKeys } from '../scim/resource/to-keys.ts'
import type { MemberDelta, MemberRow } from '../store/members.ts'
import { nextRound } from '../change/next-round.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { nestedGroup } from '../directory/finding.ts'

/**
 * Applies the steps of a change of members, in their order, as writes by key: the list of members is
 * never read to change it, but for a filter that no key can answer.
 */
export async function changeMembers(
  scope: ChangeScope,
  groupId: string,
  steps: readonly MemberStep[],
): Promise<MemberDelta> {
  const added: MemberRow[] = []
  const removed: MemberRow[] = []
  for (const step of steps) {
    const delta = await applyStep(scope, groupId, step)
    // One by one: a call can't have as many arguments as a group may have members.
    for (const row of delta.added) added.push(row)
    for (const row of delta.removed) removed.push(row)
  }
  return { added, removed }
}

async function applyStep(scope: ChangeScope, groupId: string, step: MemberStep): Promise<MemberDelta> {
  const { tx } = scope
  if (step.kind === 'remove-matching') {
    const values = await valuesMatching(scope, groupId, step)
    return { added: [], removed: values.length === 0 ? [] : await tx.members.remove(groupId, values) }
  }
  if (step.emptied && step.added.length === 0) return { added: [], removed: await tx.members.clear(groupId) }
  if (step.emptied) return tx.members.replace(groupId, step.added)
  const removed = step.removed.length === 0 ? [] : await tx.members.remove(groupId, step.removed)
  const added = step.added.length === 0 ? [] : await tx.members.add(groupId, step.added)
  return { added, removed }
}

async function valuesMatching(
  { context, tx }: ChangeScope,
  groupId: string,
  { filter }: Extract<MemberStep, { kind: 'remove-matching' }>,
): Promise<string[]> {
  const members = (await tx.members.list([groupId])).get(groupId) ?? []
  return members
    .filter((member) => {
      const shown: JsonObject = {
        value: member.userId ?? member.value,
        ...(member.userId === null ? {} : { $ref: `${context.baseUrl}/Users/${member.userId}` }),
        ...(member.display === null ? {} : { display: member.display }),
        ...(member.userId === null ? (member.type === null ? {} : { type: member.type }) : { type: 'User' }),
      }
      const keys = toKeys(context.resourceTypes.Group, { members: [shown] })['members']
      const [element] = Array.isArray(keys) ? keys : []
      return typeof element === 'object' && matchesFilter(filter, element as never)
    })
    .map(({ value }) => value)
}

/**
 * Each member that really came or went. Members that are nobody here, and groups, are stored and give nothing: that is
 * noted, of groups as the finding `nested-group`, too.
 */
export async function recordMembers(
  scope: ChangeScope,
  groupId: string,
  { added, removed }: MemberDelta,
  asked: readonly MemberValue[],
): Promise<void> {
  await recordEach(scope, 'GroupMemberRemoved', groupId, removed)
  await recordEach(scope, 'GroupMemberAdded', groupId, added)
  const nobodies = added.filter(({ userId }) => userId === null).map(({ value }) => value)
  if (nobodies.length === 0) return
  const types = new Map(asked.map(({ type, value }) => [value, type]))
  for (let start = 0; start < nobodies.length; start += askedAtOnce) {
    const part = nobodies.slice(start, start + askedAtOnce)
    const nested = await findNested(scope, part, types)
    for (const value of part) {
      if (nested.has(value)) recordNested(scope, groupId, value)
      else scope.context.tolerances.noteLeftOut(toMemberPath(value), 'unresolved-member')
    }
  }
}

/** So many members are told of at once, or asked about whether they are groups. */
const askedAtOnce = 2_500

async function recordEach(
  scope: ChangeScope,
  type: 'GroupMemberRemoved' | 'GroupMemberAdded',
  groupId: string,
  members: MemberDelta['added'],
): Promise<void> {
  for (const [index, { value, userId }] of members.entries()) {
    if (index > 0 && index % askedAtOnce === 0) await nextRound()
    scope.record(type, `groups/${groupId}`, { value, userId })
  }
}

/** Those that are groups: the provider says so, or it says nothing and they are. */
async function findNested(
  { tx }: ChangeScope,
  values: readonly string[],
  types: ReadonlyMap<string, MemberValue['type']>,
): Promise<ReadonlySet<string>> {
  const unsaid = values.filter((value) => types.get(value) !== 'Group')
  const groups = unsaid.length === 0 ? new Map<string, never>() : await tx.groups.findSentAs(unsaid)
  return new Set(
    values.filter((value) => {
      const named = groups.get(value)
      return types.get(value) === 'Group' || named === 'id' || (named === 'externalId' && types.get(value) !== 'User')
    }),
  )
}

function recordNested(scope: ChangeScope, groupId: string, value: string): void {
  scope.context.tolerances.noteLeftOut(toMemberPath(value), 'nested-group')
  scope.record('FindingRaised', `groups/${groupId}`, { code: 'nested-group', message: nestedGroup, value })
}

function toMemberPath(value: string): string {
  return `members[value eq ${JSON.stringify(value)}]`
}
