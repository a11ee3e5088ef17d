import { change } from '../change/change.ts'
import { nextRound } from '../change/next-round.ts'
import type { ChangeScope, OperationContext } from '../change/operation-context.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import { toETag } from '../scim/resource/etag.ts'
import type { Projection } from '../scim/resource/project.ts'
import { noticeLeftOut } from './left-out.ts'
import { checkPreconditions } from './preconditions.ts'
import type { KnownMemberships } from './query/represent.ts'
import type { ResourceKind, StoredResource } from './resource-kind.ts'
import { resourceKinds } from './resource-kinds.ts'
import type { ResourceRequest, Verb, WrittenResource } from './resource-request.ts'

/** Carries out POST, PUT, PATCH or DELETE of one resource. Throws what the steps below name. */
export async function writeResource(
  context: OperationContext,
  verb: Verb,
  request: ResourceRequest,
): Promise<WrittenResource> {
  const tolerances = context.tolerances.forOperation()
  const within = { ...context, tolerances }
  const written = await (request.type === 'User'
    ? write<UserRecord>(within, resourceKinds.User, verb, request)
    : write<GroupRecord>(within, resourceKinds.Group, verb, request))
  context.tolerances.adopt(tolerances)
  return written
}

/** What happens to every resource that is written, from top to bottom. */
async function write<R extends StoredResource>(
  context: OperationContext,
  kind: ResourceKind<R>,
  verb: Verb,
  { body, conditions, id, projection, type }: ResourceRequest,
): Promise<WrittenResource> {
  const mayBeLong = type === 'Group'
  if (verb === 'create') {
    const creation = kind.create(context, body) // request.normalize; InvalidSyntax, InvalidValue, InvalidPath
    const run = fromTheStart(context)
    return change(
      context,
      run(async (scope) => {
        const { known, record } = await creation.write(scope) // resource.derive, resource.validate; Uniqueness, InvalidValue
        await noticeLeftOut(scope, verb, { type, id: record.id })
        return answer(scope, kind, record, creation.shown(projection), known)
      }),
      { ahead: creation.ahead, mayBeLong },
    )
  }
  const target = id ?? ''
  const asked = await afterNotFound(context, kind, target, () => kind[verb](context, body))
  const run = fromTheStart(context)
  return change(
    context,
    run(async (scope) => {
      const stored = await kind.get(scope.tx, target) // NotFound
      checkPreconditions(conditions, stored.version) // PreconditionFailed
      const record = await asked.write(scope, stored) // derive, validate; Mutability, Uniqueness, NoTarget, InvalidValue
      if (verb !== 'delete') await noticeLeftOut(scope, verb, { type, id: record.id })
      return answer(scope, kind, record, asked.shown(projection), 'read')
    }),
    { ahead: (reader) => kind.askAhead(reader, target), mayBeLong },
  ) // the owner guard; events; commit
}

/** A transaction may be undone and its work done again: what it left out is said by the run that stays. */
function fromTheStart({ tolerances }: OperationContext) {
  const before = tolerances.leftOut.length
  return <T>(work: (scope: ChangeScope) => Promise<T>) =>
    (scope: ChangeScope): Promise<T> => {
      tolerances.forgetLeftOut(before)
      return work(scope)
    }
}

/** Reads a body; a foreign id is 404 before anything is said about it. */
async function afterNotFound<R extends StoredResource, T>(
  { organizationId, store }: OperationContext,
  kind: ResourceKind<R>,
  id: string,
  parse: () => T | Promise<T>,
): Promise<T> {
  try {
    return await parse()
  } catch (error) {
    await kind.get(store.read(organizationId), id)
    throw error
  }
}

/** The answer, as the transaction leaves the resource. */
async function answer<R extends StoredResource>(
  { context, tx }: ChangeScope,
  kind: ResourceKind<R>,
  record: R,
  projection: Projection | null,
  known: KnownMemberships,
): Promise<WrittenResource> {
  // Others are let go on between parts, but never waited for: they may wait for this transaction.
  const place = { baseUrl: context.baseUrl, resourceTypes: context.resourceTypes, pause: nextRound }
  const [resource = null] = projection === null ? [] : await kind.represent(tx, [record], place, projection, known)
  return { id: record.id, etag: toETag(record.version), resource }
}
