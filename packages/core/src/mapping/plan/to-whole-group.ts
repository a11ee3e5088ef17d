import type { SubjectGroup } from '../../decider.ts'
import type { GroupRecord } from '../../directory/member.ts'
import type { PlannedBindings } from './plan-bindings.ts'

/** A group itself, whoever is in it; of one whose record was not read the name is all that the mapping looks at. */
export function toWholeGroup(
  { displayName, id }: Pick<GroupRecord, 'displayName' | 'id'>,
  { claims, names }: PlannedBindings,
  record: GroupRecord | undefined,
): SubjectGroup {
  return {
    id,
    nameKeys: names.get(id) ?? [],
    claims: claims.get(id) ?? [],
    facts: {
      displayName,
      externalId: record?.externalId ?? null,
      data: record?.data ?? { displayName },
      member: { value: '', type: null, display: null },
    },
  }
}
