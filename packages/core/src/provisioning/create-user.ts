import type { ChangeScope } from '../change/operation-context.ts'
import type { UserRecord } from '../directory/member.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import { decide } from '../roles/decide.ts'
import { isValidated } from '../roles/reconcile-validation.ts'
import { reconcile } from '../roles/reconcile.ts'
import { changeUser, type UserUpdate } from './change-user.ts'
import { checkChange } from './check-change.ts'
import { linkUser } from './link-user.ts'
import { fold } from '../scim/fold.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'
import type { Created } from './resource-kind.ts'
import { noticeUnused } from './notice-unused.ts'
import { noticeSharers } from './shared-external-id.ts'
import { resolveMembers } from './unresolved-members.ts'
import { toNamedColumns } from './user-record.ts'
import { toStatus, withStatusFindings } from './user-status.ts'

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/**
 * POST of a user (RFC 7644 §3.3). A member who was invited by hand, or whom a plugin links, is adopted
 * with their grants; anybody else is new. Throws Uniqueness.
 */
export async function createUser(scope: ChangeScope, update: UserUpdate): Promise<Created<UserRecord>> {
  const { existing, sharers } = await linkUser(scope, update.data)
  if (existing !== undefined) return { record: await changeUser(scope, existing, update), known: 'read' }
  const record = await insertUser(scope, update)
  await noticeSharers(scope, 'User', record.id, sharers)
  const awaited = await resolveMembers(scope, record)
  return { record, known: awaited ? 'read' : 'none' }
}

/** What a POST of a user will probably read; a sign-in is by `externalId` unless the mapping says otherwise. */
export function askAheadOfUser(reader: StoreReader, data: ResourceData, connectionId: string): void {
  const { externalId, userName } = data
  const userNameKey = fold(String(userName))
  void reader.users.findConflicts(userNameKey, typeof externalId === 'string' ? externalId : null)
  void reader.users.findAccount(userNameKey)
  if (typeof externalId !== 'string') return
  void reader.members.findUnresolved([externalId])
  void reader.identities.findBySubject([connectionId], externalId)
}

async function insertUser(scope: ChangeScope, update: UserUpdate): Promise<UserRecord> {
  const { tx } = scope
  const { namesActive, operation } = update
  const data = await checkChange(scope, { resourceType: 'User', operation, before: null, after: update.data })
  const id = scope.context.newId()
  const columns = await toNamedColumns(scope, data)
  const user: UserRecord = {
    id,
    accountId: columns.accountId,
    provisioned: columns.provisioned,
    userName: columns.userName,
    userNameKey: columns.userNameKey,
    externalId: columns.externalId,
    data: columns.data,
    // Never said counts as active; named with no value does not.
    active: toStatus(data, !namesActive),
    emailValidated: false,
    version: 1,
    created: tx.now,
    lastModified: tx.now,
  }
  const decided = await decide(scope, [{ id, user }], allFacts, 'none')
  noticeUnused(scope, decided, null, data)
  const decision = withStatusFindings(id, update, decided)
  const validated: UserRecord = { ...user, emailValidated: isValidated(decision.assignments, id) }
  await tx.users.insert(validated)
  scope.record('MemberProvisioned', `users/${id}`, { userName: user.userName, adopted: false })
  await reconcile(scope, [id], decision, 'nothing')
  return validated
}
