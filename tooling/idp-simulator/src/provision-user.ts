import type { DirectoryUser } from './directory.ts'
import { provisionObject } from './provision-object.ts'
import type { ProvisioningJob } from './provisioning-job.ts'
import { isSoftDeleted, readUserSource } from './source-attributes.ts'

/**
 * Creates, updates, disables or restores one user. "Provisioning a user that is disabled in Microsoft Entra ID isn't
 * supported": such a user is only sent if they were provisioned before. After an unassignment the user is disabled once
 * and no longer managed; an assignment finds them again by the matching attributes (Known limitations of deprovisioning).
 */
export async function provisionUser(job: ProvisioningJob, user: DirectoryUser): Promise<void> {
  const { objectId } = user
  const link = job.state.users.get(objectId)
  const managed = link?.managed === true ? link : undefined
  if (managed === undefined && isSoftDeleted(user)) {
    const reason = user.assigned ? 'disabled or deleted before it was provisioned' : 'not assigned'
    job.skip({ resourceType: 'User', objectId, reason })
    return
  }
  const source = { resourceType: 'User', objectId, rows: job.mappings.users, read: readUserSource(user) } as const
  const provisioned = await provisionObject(job, source, managed)
  if (provisioned === undefined) return
  const manager = link?.id === provisioned.id ? link.manager : null
  job.state.users.set(objectId, { ...provisioned, managed: user.assigned, manager })
}
