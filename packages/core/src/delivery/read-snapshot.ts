import type { MemberView } from '../directory/member-view.ts'
import { organizationRoles, type TeamRole } from '../directory/role-catalogue.ts'
import type { Team } from '../directory/team.ts'
import type { OperationServices } from '../change/operation-context.ts'
import { viewMembers } from '../organization/view-members.ts'
import type { StoreReader } from '../store.ts'
import type { EventPlace } from '../store/events.ts'
import { pagesById, pagesOf } from '../store/pages-of.ts'

/** What a snapshot is made of, in this order: the feed goes on exactly behind `revision`. */
export type SnapshotPart =
  | { readonly kind: 'begin'; readonly organizationId: string; readonly revision: number; readonly time: string }
  | ({ readonly kind: 'role'; readonly scope: 'organization' | 'team' } & TeamRole)
  | ({ readonly kind: 'team' } & Omit<Team, 'key'>)
  | ({ readonly kind: 'member' } & MemberView)
  | { readonly kind: 'end'; readonly after: EventPlace; readonly teams: number; readonly members: number }

/** Members, and teams, that are read at once. */
const pageSize = 500

/** An event of a transaction never has this place or one behind it. */
const behindAll = 999_999_999

/**
 * All members, teams and roles as one revision left them. `reader` shows one state (`Store.snapshot`); what depends on the time,
 * such as the end of a role, is as of now.
 */
export async function* readSnapshot(
  services: Pick<OperationServices, 'mappings' | 'now'>,
  reader: StoreReader,
): AsyncGenerator<readonly SnapshotPart[]> {
  const { organizationId } = reader
  const { revision } = await reader.getState()
  const { teamRoles } = await reader.teams.getCatalogue()
  yield [
    { kind: 'begin', organizationId, revision, time: services.now() },
    ...organizationRoles.map((role) => ({ kind: 'role', scope: 'organization', ...role }) as const),
    ...teamRoles.map((role) => ({ kind: 'role', scope: 'team', ...role }) as const),
  ]
  let teams = 0
  for await (const page of pagesOf<Team>(
    (last, limit) => reader.teams.list({ after: last?.key ?? null, limit }),
    pageSize,
  )) {
    teams += page.length
    yield page.map(
      ({ description, id, name, parent, type }) => ({ kind: 'team', id, name, type, parent, description }) as const,
    )
  }
  let members = 0
  for await (const page of pagesById((asked) => reader.users.list(asked), pageSize)) {
    members += page.length
    yield (await viewMembers(services, reader, page)).map((member) => ({ kind: 'member', ...member }) as const)
  }
  yield [{ kind: 'end', after: { revision, index: behindAll }, teams, members }]
}
