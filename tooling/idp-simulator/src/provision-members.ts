import { referenceRow } from './attribute-mapping.ts'
import type { DirectoryGroup } from './directory.ts'
import type { ProvisioningJob } from './provisioning-job.ts'
import type { GroupLink } from './provisioning-state.ts'
import type { ScimAnswer } from './scim-connection.ts'

/** The groups whose members are sent; none where no row maps `members`. */
export function findMemberUpdates({ directory, state, mappings }: ProvisioningJob): readonly DirectoryGroup[] {
  if (referenceRow(mappings.groups) === undefined) return []
  return directory.groups.filter((group) => group.assigned && state.groups.has(group.objectId))
}

/**
 * Sends the difference between the members of the source and those sent before, never what the target has: "it never
 * reads members back". A restart (`evaluateAll`) sends every member again. A member who is disabled stays one, so that a
 * reactivation sends no memberships; a nested group is left out.
 */
export async function provisionMembers(
  job: ProvisioningJob,
  group: DirectoryGroup,
  directions: 'add-and-remove' | 'add-only' = 'add-and-remove',
): Promise<void> {
  const link = job.state.groups.get(group.objectId)
  if (link === undefined) return
  const wanted = new Set(group.members)
  const removed = [...link.members].filter((objectId) => !wanted.has(objectId))
  const added = group.members.filter((objectId) => {
    const isManaged = job.state.users.get(objectId)?.managed === true
    return isManaged && (job.evaluateAll || !link.members.has(objectId))
  })
  await sendInBatches(job, group, link, 'add-members', added)
  if (directions === 'add-and-remove') await sendInBatches(job, group, link, 'remove-members', removed)
}

async function sendInBatches(
  job: ProvisioningJob,
  group: DirectoryGroup,
  link: GroupLink,
  kind: 'add-members' | 'remove-members',
  members: readonly string[],
): Promise<void> {
  for (let start = 0; start < members.length; start += job.memberBatchSize) {
    const batch = members.slice(start, start + job.memberBatchSize)
    const ids = batch.flatMap((objectId) => job.state.users.get(objectId)?.id ?? [])
    const answer = await send(job, link.id, kind, ids)
    job.record(kind, 'Group', group.objectId, answer)
    if (answer.status === 404) {
      // The group is gone from the target: forget what was sent, so that the next cycle reads it and matches it anew.
      link.sent = {}
      return
    }
    if (!answer.ok) continue
    for (const objectId of batch) {
      if (kind === 'add-members') link.members.add(objectId)
      else link.members.delete(objectId)
    }
  }
}

function send(
  { client }: ProvisioningJob,
  groupId: string,
  kind: 'add-members' | 'remove-members',
  ids: readonly string[],
): Promise<ScimAnswer> {
  return kind === 'add-members' ? client.addMembers(groupId, ids) : client.removeMembers(groupId, ids)
}
