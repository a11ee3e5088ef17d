import type { ChangeScope } from '../change/operation-context.ts'
import type { UserRecord } from '../directory/member.ts'
import { fold } from '../scim/fold.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'

type NamedColumns = Pick<UserRecord, 'accountId' | 'data' | 'externalId' | 'provisioned' | 'userName' | 'userNameKey'>

/**
 * The columns of a provisioned user that follow from the attributes. `before` is the user as stored:
 * the account is another only where the folded `userName` is.
 */
export async function toNamedColumns(
  { context, tx }: ChangeScope,
  data: ResourceData,
  before?: UserRecord,
): Promise<NamedColumns> {
  const userName = String(data['userName'])
  const userNameKey = fold(userName)
  const accountId =
    userNameKey === before?.userNameKey ? before.accountId : await tx.users.accountFor(userNameKey, context.newId())
  const externalId = typeof data['externalId'] === 'string' ? data['externalId'] : null
  return { accountId, provisioned: true, userName, userNameKey, externalId, data }
}
