import type { OperationServices } from '../change/operation-context.ts'
import type { StoredEvent } from '../plugin/event.ts'
import { completed } from '../directory/async-request.ts'
import { representGroups, representUsers } from '../provisioning/query/represent.ts'
import { resolveProjection } from '../scim/resource/project.ts'
import { Tolerances } from '../scim/tolerance.ts'
import { toETag } from '../scim/resource/etag.ts'
import type { JsonObject } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'
import { resourceOf, type EventResource } from './security-event.ts'

/** The resource of an event as a client would read it now, `undefined` where it is gone. */
export async function readEventResource(
  { resourceTypes }: Pick<OperationServices, 'resourceTypes'>,
  reader: StoreReader,
  event: StoredEvent,
  baseUrl: string,
): Promise<EventResource | undefined> {
  if (event.type === completed) return undefined
  const { id, type } = resourceOf(event)
  const context = { baseUrl, resourceTypes }
  const excludedAttributes = [type === 'User' ? 'groups' : 'members']
  const without = resolveProjection(resourceTypes[type], { excludedAttributes }, new Tolerances())
  if (type === 'User') {
    const user = await reader.users.find(id)
    if (user === undefined) return undefined
    const [data] = await representUsers(reader, [user], context, without, 'none')
    return toResource(user, data as JsonObject)
  }
  const group = await reader.groups.find(id)
  if (group === undefined) return undefined
  const [data] = await representGroups(reader, [group], context, without, 'none')
  return toResource(group, data as JsonObject)
}

function toResource(
  { externalId, version }: { readonly externalId: string | null; readonly version: number },
  data: JsonObject,
): EventResource {
  return { externalId, etag: toETag(version), data }
}
