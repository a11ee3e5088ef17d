import { toETag } from '../../scim/resource/etag.ts'
import { includesAttribute, type Projection } from '../../scim/resource/project.ts'
import type { ResourceData } from '../../scim/resource/resource-data.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import type { GroupRecord, UserRecord } from '../../directory/member.ts'
import { isNotModified } from '../preconditions.ts'
import type { ResourceKind, StoredResource } from '../resource-kind.ts'
import { resourceKinds } from '../resource-kinds.ts'
import type { ResourceRequest } from '../resource-request.ts'

/** A GET of one resource: it has an id and no body, and something is always asked for. */
export interface ReadRequest extends Omit<ResourceRequest, 'body'> {
  readonly id: string
  readonly projection: Projection
}

export interface ReadResource {
  /** `null` where the client has it already (304). */
  readonly resource: ResourceData | null
  readonly etag: string
}

/**
 * GET of one resource (RFC 7644 §3.4.1). A representation with `groups`, which change without the version,
 * is never said to be the same. Throws NotFound, PreconditionFailed.
 */
export function readResource(context: OperationContext, request: ReadRequest): Promise<ReadResource> {
  if (request.type === 'User') return read<UserRecord>(context, resourceKinds.User, request)
  return read<GroupRecord>(context, resourceKinds.Group, request)
}

async function read<R extends StoredResource>(
  context: OperationContext,
  kind: ResourceKind<R>,
  { conditions, id, projection, type }: ReadRequest,
): Promise<ReadResource> {
  const resourceType = context.resourceTypes[type]
  // Who has it already, perhaps, is not to wait for a long list.
  const withLists =
    conditions.ifNoneMatch === null &&
    includesAttribute(resourceType, projection, type === 'User' ? 'groups' : 'members')
  const reader = context.store.read(context.organizationId, (asked) => kind.askAheadOfAnswer(asked, id, withLists))
  const record = await kind.get(reader, id)
  const etag = toETag(record.version)
  const cacheable = !includesAttribute(resourceType, projection, 'groups')
  if (isNotModified(conditions, record.version, cacheable)) return { resource: null, etag }
  const [resource] = await kind.represent(reader, [record], context, projection)
  return { resource: resource as ResourceData, etag }
}
