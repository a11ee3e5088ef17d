import type { GroupRecord, UserRecord } from '../../directory/member.ts'
import type { ResourceData } from '../../scim/resource/resource-data.ts'
import type { StoreReader } from '../../store.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import { representGroups, representUsers } from './represent.ts'
import type { Search, SearchPart } from './search.ts'

/** A resource of either type. */
export type Found =
  | { readonly type: 'User'; readonly record: UserRecord }
  | { readonly type: 'Group'; readonly record: GroupRecord }

/** What a search found as a client sees it, in the same order; all of a type by the same statements. */
export async function representFound(
  context: OperationContext,
  reader: StoreReader,
  { parts }: Search,
  found: readonly Found[],
): Promise<readonly ResourceData[]> {
  const shown = new Map<string, ResourceData>()
  for (const part of parts) {
    const resources = await representPart(context, reader, part, found)
    for (const resource of resources) shown.set(String(resource['id']), resource)
  }
  return found.map(({ record }) => shown.get(record.id) as ResourceData)
}

function representPart(
  context: OperationContext,
  reader: StoreReader,
  { projection, type }: SearchPart,
  found: readonly Found[],
): Promise<readonly ResourceData[]> {
  if (type === 'User') {
    const users = found.flatMap((one) => (one.type === 'User' ? [one.record] : []))
    return representUsers(reader, users, context, projection)
  }
  const groups = found.flatMap((one) => (one.type === 'Group' ? [one.record] : []))
  return representGroups(reader, groups, context, projection)
}
