import type { DirectoryGroup } from './directory.ts'
import { provisionObject } from './provision-object.ts'
import type { ProvisioningJob } from './provisioning-job.ts'
import { readGroupSource } from './source-attributes.ts'

/** Creates or renames one group; its members follow when all users and groups exist. */
export async function provisionGroup(job: ProvisioningJob, group: DirectoryGroup): Promise<void> {
  const { objectId } = group
  const link = job.state.groups.get(objectId)
  const source = { resourceType: 'Group', objectId, rows: job.mappings.groups, read: readGroupSource(group) } as const
  const provisioned = await provisionObject(job, source, link)
  if (provisioned === undefined) return
  const members = link?.id === provisioned.id ? link.members : new Set<string>()
  job.state.groups.set(objectId, { ...provisioned, members })
}
