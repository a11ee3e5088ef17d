import type { MemberView } from '../directory/member-view.ts'
import { organizationRoles, type TeamRole } from '../directory/role-catalogue.ts'
import type { Team } from '../directory/team.ts'
import type { UserRecord } from '../directory/member.ts'
import type { OperationServices } from '../change/operation-context.ts'
import { viewMembers } from '../organization/view-members.ts'
import type { StoreReader } from '../store.ts'
import type { FeedCursor } from './feed-cursor.ts'

/** What a snapshot, or what has changed since one, is made of, in this order. */
export type SnapshotPart =
  | {
      readonly kind: 'begin'
      readonly organizationId: string
      readonly revision: number
      readonly time: string
      /** Whether what is not named is not there; else it is as it was. */
      readonly complete: boolean
    }
  | ContentPart
  | { readonly kind: 'gone'; readonly team: string }
  | { readonly kind: 'gone'; readonly member: string }
  | { readonly kind: 'end'; readonly cursor: FeedCursor; readonly teams: number; readonly members: number }

/** What both sides keep. */
export type ContentPart =
  | ({ readonly kind: 'role'; readonly scope: 'organization' | 'team' } & TeamRole)
  | ({ readonly kind: 'team' } & Omit<Team, 'key'>)
  | ({ readonly kind: 'member' } & MemberView)

/** Members, and teams, that are read at once. */
export const pageSize = 500

export async function readRoleParts(reader: StoreReader): Promise<readonly ContentPart[]> {
  const { teamRoles } = await reader.teams.getCatalogue()
  return [
    ...organizationRoles.map((role) => ({ kind: 'role', scope: 'organization', ...role }) as const),
    ...teamRoles.map((role) => ({ kind: 'role', scope: 'team', ...role }) as const),
  ]
}

export function toTeamPart({ description, id, name, parent, type }: Team): ContentPart {
  return { kind: 'team', id, name, type, parent, description }
}

/** Before every instant: a role is in force until the log says otherwise, so that a revision has one content, whenever it is read. */
const asTold = (): string => ''

export async function readMemberParts(
  { mappings }: Pick<OperationServices, 'mappings'>,
  reader: StoreReader,
  users: readonly UserRecord[],
): Promise<readonly ContentPart[]> {
  const views = await viewMembers({ mappings, now: asTold }, reader, users)
  return views.map((member) => ({ kind: 'member', ...member }))
}
