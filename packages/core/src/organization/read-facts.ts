import type { OperationContext } from '../change/operation-context.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import { project } from '../scim/resource/project.ts'
import { getMember } from './find-member.ts'

/** All that is returned without being asked for, and nothing that is returned to nobody. */
const shown = { attributes: undefined, excludedAttributes: new Set<string>() }

/** So many groups of a person are listed; what is beyond is counted. */
const listedGroups = 200

/** What the provider has sent of a person, as it was sent: it gives nothing by itself. */
export interface MemberFacts {
  /** Whether a provider has sent the person at all. */
  readonly provisioned: boolean
  readonly created: string
  readonly lastModified: string
  readonly externalId: string | null
  readonly attributes: { readonly [name: string]: Json }
  readonly groupCount: number
  readonly groups: readonly { readonly id: string; readonly displayName: string }[]
}

/** Facts of one member. Throws NotFound. */
export async function readFacts(
  { organizationId, resourceTypes, store }: OperationContext,
  userId: string,
): Promise<MemberFacts> {
  const reader = store.read(organizationId)
  const { created, data, externalId, id, lastModified, provisioned } = await getMember(reader, { userId })
  const groups = (await reader.members.listGroupsOf([id])).get(id) ?? []
  return {
    provisioned,
    created,
    lastModified,
    externalId,
    attributes: project(resourceTypes.User, data, shown),
    groupCount: groups.length,
    groups: groups
      .map(({ displayName, groupId }) => ({ id: groupId, displayName }))
      .toSorted((one, other) => (one.displayName < other.displayName ? -1 : 1))
      .slice(0, listedGroups),
  }
}
