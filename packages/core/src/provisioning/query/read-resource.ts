import type { ResourceTypeName } from '../../plugin/hook-points.ts'
import { toETag } from '../../scim/resource/etag.ts'
import { includesAttribute, type Projection } from '../../scim/resource/project.ts'
import type { ResourceData } from '../../scim/resource/resource-data.ts'
import { getGroup, getUser } from '../find-target.ts'
import type { OperationContext } from '../../change/operation-context.ts'
import { isNotModified, type Preconditions } from '../preconditions.ts'
import { representGroups, representUsers } from './represent.ts'

export interface ReadResource {
  /** `null` where the client has it already (304). */
  readonly resource: ResourceData | null
  readonly etag: string
}

/**
 * GET of one resource (RFC 7644 §3.4.1). A representation with `groups`, which change without the version,
 * is never said to be the same. Throws NotFound, PreconditionFailed.
 */
export async function readResource(
  context: OperationContext,
  type: ResourceTypeName,
  id: string,
  conditions: Preconditions,
  projection: Projection,
): Promise<ReadResource> {
  const reader = context.store.read(context.organizationId)
  const record = type === 'User' ? await getUser(reader, id) : await getGroup(reader, id)
  const etag = toETag(record.version)
  const cacheable = !includesAttribute(context.resourceTypes[type], projection, 'groups')
  if (isNotModified(conditions, record.version, cacheable)) return { resource: null, etag }
  const [resource] =
    'userName' in record
      ? await representUsers(reader, [record], context, projection)
      : await representGroups(reader, [record], context, projection)
  return { resource: resource as ResourceData, etag }
}
