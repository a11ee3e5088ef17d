import { externalIdShared, nestedGroup, type FindingView } from '../directory/finding.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'

type Value = Readonly<Record<string, Json>>

const unresolvedMembers = 'Members of this group are nobody here yet, and get nothing by it'

/** So many of those who have the same `externalId` are named. */
const named = 5

/** What is odd about a member, with whom it is about. */
export async function viewUserFindings(reader: StoreReader, user: UserRecord): Promise<readonly FindingView[]> {
  const findings = await reader.assignments.list([user.id], 'finding')
  return viewFindings(
    findings.map(({ value }) => value),
    user,
    async (externalId) => await reader.users.findByExternalId(externalId, named + 1),
    ({ userName }) => userName,
  )
}

/** What is odd about a group. */
export async function viewGroupFindings(reader: StoreReader, group: GroupRecord): Promise<readonly FindingView[]> {
  const findings = await reader.groupFindings.list([group.id])
  const stored = await viewFindings(
    findings.map(({ value }) => value),
    group,
    async (externalId) => await reader.groups.findByExternalId(externalId, named + 1),
    ({ displayName }) => displayName,
  )
  return [...stored, ...(await viewMemberFindings(reader, group.id))]
}

/** Of members that give nothing, as they are now. */
async function viewMemberFindings(reader: StoreReader, groupId: string): Promise<readonly FindingView[]> {
  const { nested = 0, unresolved = 0 } = (await reader.members.count([groupId])).get(groupId) ?? {}
  return [
    ...(nested > 0 ? [{ code: 'nested-group', message: nestedGroup }] : []),
    ...(unresolved > 0 ? [{ code: 'unresolved-members', message: unresolvedMembers }] : []),
  ]
}

async function viewFindings<R extends GroupRecord | UserRecord>(
  values: readonly Value[],
  { externalId, id }: R,
  findSharers: (externalId: string) => Promise<readonly R[]>,
  toName: (record: R) => string,
): Promise<readonly FindingView[]> {
  const isShared = values.some(({ code }) => code === externalIdShared)
  const sharers = isShared && externalId !== null ? await findSharers(externalId) : []
  const others = sharers.filter((record) => record.id !== id).map(toName)
  return values.map(({ code, message }) => ({
    code: String(code),
    message: String(message),
    ...(code === externalIdShared ? { others } : {}),
  }))
}
