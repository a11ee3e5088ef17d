import type { MemberView } from '../directory/member-view.ts'
import type { KeysetPage } from '../store.ts'
import { viewMembers } from '../step/view-members.ts'
import type { OperationContext } from './operation-context.ts'

/** Members by id: a page, with their effective roles. */
export async function listMembers(context: OperationContext, page: KeysetPage): Promise<readonly MemberView[]> {
  const reader = context.store.read(context.organizationId)
  return viewMembers(reader, await reader.users.list(page), context.now())
}
