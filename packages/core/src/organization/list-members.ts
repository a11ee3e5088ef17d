import type { MemberView } from '../directory/member-view.ts'
import { toTeamKey } from '../directory/team.ts'
import { fold } from '../scim/fold.ts'
import type { KeysetPage } from '../store/resources.ts'
import { viewMembers } from './view-members.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** Members by id: a page, with their effective roles. */
export async function listMembers(context: OperationContext, page: KeysetPage): Promise<readonly MemberView[]> {
  const reader = context.store.read(context.organizationId)
  return viewMembers(context, reader, await reader.users.list(page))
}

/** Which members: those that match every given part. `after` is the e-mail address of the page before. */
export interface MemberSearch extends KeysetPage {
  /** Part of the e-mail address or of the name shown. */
  readonly search: string | null
  /** Those to whom something gives a role in this team, in force or not. */
  readonly team: string | null
  readonly active: boolean | null
}

/** Members by e-mail address: a page of those that were looked for, with their effective roles. */
export async function searchMembers(context: OperationContext, page: MemberSearch): Promise<readonly MemberView[]> {
  const reader = context.store.read(context.organizationId)
  const users = await reader.users.search({
    search: page.search === null || page.search === '' ? null : fold(page.search),
    scope: page.team === null ? null : `team:${toTeamKey(page.team)}`,
    active: page.active,
    after: page.after === null ? null : fold(page.after),
    limit: page.limit,
  })
  return viewMembers(context, reader, users)
}
