import type { ResourceType } from './build-resource.ts'
import type { ProvisioningJob } from './provisioning-job.ts'

export interface Deletion {
  readonly resourceType: ResourceType
  readonly objectId: string
}

/**
 * What was provisioned and is gone from the source: users who were removed for good, 30 days after their soft delete,
 * and groups that were deleted or are no longer assigned.
 */
export function findDeletions({ directory, state }: ProvisioningJob): readonly Deletion[] {
  const users = new Set(directory.users.map((user) => user.objectId))
  const groups = new Set(directory.groups.filter((group) => group.assigned).map((group) => group.objectId))
  return [...toDeletions('User', state.users.keys(), users), ...toDeletions('Group', state.groups.keys(), groups)]
}

function toDeletions(
  resourceType: ResourceType,
  known: Iterable<string>,
  present: ReadonlySet<string>,
): readonly Deletion[] {
  return [...known].filter((objectId) => !present.has(objectId)).map((objectId) => ({ resourceType, objectId }))
}

/**
 * Sends DELETE; a resource that is gone already is as good. A user whom the service no longer manages is only forgotten:
 * "a delete request isn't sent".
 */
export async function deleteObject(job: ProvisioningJob, { resourceType, objectId }: Deletion): Promise<void> {
  const { users, groups } = job.state
  const user = resourceType === 'User' ? users.get(objectId) : undefined
  if (user?.managed === false) {
    forgetUser(job, objectId)
    job.skip({ resourceType, objectId, reason: 'no longer managed when it was deleted' })
    return
  }
  const id = (user ?? groups.get(objectId))?.id
  if (id === undefined) return
  const answer = await job.client.remove(resourceType, id)
  const isGone = answer.ok || answer.status === 404
  job.record('delete', resourceType, objectId, isGone ? { ...answer, ok: true, error: null } : answer)
  if (!isGone) return
  if (resourceType === 'Group') groups.delete(objectId)
  else forgetUser(job, objectId)
}

function forgetUser({ state }: ProvisioningJob, objectId: string): void {
  state.users.delete(objectId)
  for (const group of state.groups.values()) group.members.delete(objectId)
  for (const user of state.users.values()) if (user.manager === objectId) user.manager = null
}
