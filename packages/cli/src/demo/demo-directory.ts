import {
  addMembers,
  changeGroup,
  disableUser,
  hardDeleteUser,
  removeMembers,
} from '@rolecall/idp-simulator/change-directory'
import type { Directory } from '@rolecall/idp-simulator/directory'
import { generateDirectory } from '@rolecall/idp-simulator/generate-directory'

/** What the demo's owner has written: the mapping of the first page of the documentation. */
export const demoMapping = `scimGroupMappings:
  - scimGroup: acme_owners            # displayName of the SCIM group
    type: organizationOwner
  - scimGroup: acme_marketing_owners
    type: teamMemberRole
    teamId: marketing
    teamMemberRole: Owner
  - scimGroup: acme_stewards          # one group may appear in many entries
    type: teamMemberRole
    teamId: marketing
    teamMemberRole: Steward
  - scimGroup: acme_stewards
    type: teamMemberRole
    teamId: sales
    teamMemberRole: Steward
  - scimGroup: acme_sales_editors
    type: teamMemberRole
    teamId: sales
    teamMemberRole: Editor
`

/** The teams that the mapping names. */
export const demoTeams: readonly string[] = ['marketing', 'sales']

const mappedGroups = ['acme_owners', 'acme_marketing_owners', 'acme_stewards', 'acme_sales_editors']

/** A tenant whose mapped groups stand among others that give nothing. */
export function createDemoDirectory(size: {
  readonly users: number
  readonly groups: number
  readonly seed: number
}): Directory {
  const others = Array.from(
    { length: Math.max(0, size.groups - mappedGroups.length) },
    (_, index) => `acme_project_${index + 1}`,
  )
  return generateDirectory({
    seed: size.seed,
    users: size.users,
    groups: [...mappedGroups, ...others],
    membersPerGroup: { least: Math.min(3, size.users), most: Math.min(12, size.users) },
  })
}

/** A later day in the same tenant: one change of each kind that matters to roles. */
export interface LaterDay {
  readonly directory: Directory
  /** The changes, in words. */
  readonly changes: readonly string[]
}

/** People leave, move and come; a mapped group gets another name. */
export function changeDemoDirectory(directory: Directory): LaterDay {
  const nameOf = (objectId: string | undefined): string =>
    directory.users.find((user) => user.objectId === objectId)?.userPrincipalName ?? ''
  const members = (name: string): readonly string[] =>
    directory.groups.find(({ displayName }) => displayName === name)?.members ?? []
  const steward = nameOf(members('acme_stewards')[0])
  const editor = nameOf(members('acme_sales_editors')[0])
  const gone = directory.users.at(-1)?.userPrincipalName ?? ''
  const disabled = disableUser(directory, steward)
  const moved = addMembers(removeMembers(disabled, 'acme_sales_editors', [editor]), 'acme_marketing_owners', [editor])
  const renamed = changeGroup(moved, 'acme_stewards', { displayName: 'acme_data_stewards' })
  return {
    directory: hardDeleteUser(renamed, gone),
    changes: [
      `${steward} is disabled: inactive, the roles are suspended`,
      `${editor} moves from acme_sales_editors to acme_marketing_owners`,
      'acme_stewards is renamed to acme_data_stewards: its people keep their roles',
      `${gone} is deleted for good`,
    ],
  }
}
