import type { UserRecord } from '../directory/member.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import { fold } from '../scim/fold.ts'
import type { ParsedResource } from '../scim/resource/parse-resource.ts'
import type { Projection } from '../scim/resource/project.ts'
import { withWritten } from '../scim/resource/with-written.ts'
import type { Json, ResourceData } from '../scim/resource/resource-data.ts'
import { change, type ChangeScope } from '../change/change-scope.ts'
import { changeUser } from './change-user.ts'
import { checkChange } from './check-change.ts'
import { decide } from '../roles/decide.ts'
import { linkUser } from './link-user.ts'
import { normalizeBody } from './normalize.ts'
import { withProvisioningFindings } from './provisioning-findings.ts'
import { isValidated } from '../roles/reconcile-validation.ts'
import { reconcile } from '../roles/reconcile.ts'
import { resolveMembers } from './resolve-members.ts'
import { toStatus } from './to-status.ts'
import { answerUser } from './answer.ts'
import { namesAttribute } from './names-attribute.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { WrittenResource } from './written-resource.ts'

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/**
 * POST of a user (RFC 7644 §3.3). A member who was invited by hand, or whom a plugin links, is adopted
 * with their grants; anybody else is new. Throws Uniqueness.
 */
export async function createUser(
  context: OperationContext,
  body: Json,
  projection: Projection | null,
): Promise<WrittenResource> {
  const parsed = normalizeBody(context, 'create', 'User', body)
  return change(context, async (scope) => {
    const shown = withWritten(context.resourceTypes.User, projection, parsed.data)
    const existing = await linkUser(scope, parsed.data)
    if (existing !== undefined) return answerUser(scope, await adoptUser(scope, existing, parsed), true, shown)
    const user = await insertUser(scope, parsed)
    const awaited = await resolveMembers(scope, user)
    return answerUser(scope, user, true, shown, awaited ? 'read' : 'none')
  })
}

function adoptUser(scope: ChangeScope, existing: UserRecord, parsed: ParsedResource): Promise<UserRecord> {
  return changeUser(scope, existing, {
    operation: 'create',
    data: parsed.data,
    namesActive: namesAttribute(parsed, 'active'),
  })
}

async function insertUser(scope: ChangeScope, parsed: ParsedResource): Promise<UserRecord> {
  const { tx } = scope
  // Never said counts as active; named with no value does not.
  const namesActive = namesAttribute(parsed, 'active')
  const data = await checkChange(scope, {
    resourceType: 'User',
    operation: 'create',
    before: null,
    after: parsed.data,
  })
  const user = await toRecord(scope, data, toStatus(data, !namesActive))
  const decided = await decide(scope, [{ id: user.id, user }], allFacts, 'none')
  const decision = withProvisioningFindings(user.id, { operation: 'create', namesActive }, decided)
  const validated: UserRecord = { ...user, emailValidated: isValidated(decision.assignments, user.id) }
  await tx.users.insert(validated)
  scope.record('MemberProvisioned', `users/${user.id}`, { userName: user.userName, adopted: false })
  await reconcile(scope, [user.id], decision, 'nothing')
  return validated
}

async function toRecord({ context, tx }: ChangeScope, data: ResourceData, active: boolean): Promise<UserRecord> {
  const userName = String(data['userName'])
  const userNameKey = fold(userName)
  return {
    id: context.newId(),
    accountId: await tx.users.accountFor(userNameKey, context.newId()),
    provisioned: true,
    active,
    emailValidated: false,
    userName,
    userNameKey,
    externalId: typeof data['externalId'] === 'string' ? data['externalId'] : null,
    data,
    version: 1,
    created: tx.now,
    lastModified: tx.now,
  }
}
