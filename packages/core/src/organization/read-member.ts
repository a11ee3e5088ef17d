import type { MemberDetail } from '../directory/member-view.ts'
import { viewMember } from './view-members.ts'
import { getMember, type MemberName } from './find-member.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** One member with every grant and its state. Throws NotFound. */
export async function readMember(context: OperationContext, name: MemberName): Promise<MemberDetail> {
  const reader = context.store.read(context.organizationId)
  return viewMember(context, reader, await getMember(reader, name))
}
