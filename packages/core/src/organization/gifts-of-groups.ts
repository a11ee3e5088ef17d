import type { CompiledMapping, Decision, Subject, SubjectGroup } from '../decider.ts'
import type { GroupGift } from '../directory/group-view.ts'
import type { GroupRecord } from '../directory/member.ts'
import { toRuleId } from '../directory/rule-id.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreReader } from '../store.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { NamesOfGroups } from '../roles/names-of-groups.ts'

const everyFact: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/** Stands for somebody who is in no group. */
const nobody = ''

/**
 * The roles that each of these groups gives to somebody who is in no other, and of whom nothing is known: by the same rules that
 * decide about people. What everybody has anyway is none of them. Nothing where the mapping does not compile.
 */
export async function giftsOfGroups(
  { mappings }: Pick<OperationContext, 'mappings'>,
  reader: StoreReader,
  records: readonly GroupRecord[],
  names: NamesOfGroups,
): Promise<ReadonlyMap<string, readonly GroupGift[]>> {
  const state = await reader.getState()
  const mapping = await mappings.get(reader.mappings, reader.organizationId, state)
  if (mapping === null || records.length === 0) return new Map()
  const subjects = records.map((record): Subject => ({
    id: record.id,
    user: anybody,
    groups: [toSubjectGroup(record, names)],
  }))
  const decision = await mapping.decide([{ id: nobody, user: anybody, groups: [] }, ...subjects], everyFact)
  const given = toGifts(mapping, decision)
  const general = new Set((given.get(nobody) ?? []).map(toKey))
  return new Map(records.map(({ id }) => [id, (given.get(id) ?? []).filter((gift) => !general.has(toKey(gift)))]))
}

const anybody = { active: true }

/** A group as the mapping knows it, by the names that are bound to it. */
function toSubjectGroup({ data, displayName, externalId, id }: GroupRecord, names: NamesOfGroups): SubjectGroup {
  const facts = { displayName, externalId, data, member: { value: '', type: null, display: null } }
  return { id, nameKeys: names.get(id) ?? [], claims: [], facts }
}

function toGifts(mapping: CompiledMapping, { assignments }: Decision): ReadonlyMap<string, readonly GroupGift[]> {
  const lines = new Map(mapping.rules.map(({ id, line, section }) => [toRuleId(section, id), line]))
  const gifts = new Map<string, GroupGift[]>()
  for (const { effect, rule: id, source, subject, value } of assignments) {
    if (effect !== 'role') continue
    const rule = toRuleId(source, id)
    const gift = { scope: String(value['scope']), role: String(value['role']), rule, line: lines.get(rule) ?? null }
    const known = gifts.get(subject)
    if (known === undefined) gifts.set(subject, [gift])
    else known.push(gift)
  }
  return gifts
}

function toKey({ role, rule, scope }: GroupGift): string {
  return JSON.stringify([scope, role, rule])
}
