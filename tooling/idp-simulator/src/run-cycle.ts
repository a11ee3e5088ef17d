import type { CycleReport } from './cycle-report.ts'
import { deleteObject, findDeletions } from './delete-object.ts'
import { provisionGroup } from './provision-group.ts'
import { findManagerUpdates, provisionManager } from './provision-manager.ts'
import { findMemberUpdates, provisionMembers } from './provision-members.ts'
import { provisionUser } from './provision-user.ts'
import type { ProvisioningJob } from './provisioning-job.ts'

/**
 * The steps of every cycle: objects first, references between them afterwards ("the provisioning service synchronizes
 * the users and the groups, and then later synchronizes the memberships").
 */
export async function runCycle(job: ProvisioningJob): Promise<CycleReport> {
  const groups = job.directory.groups.filter((group) => group.assigned)
  await job.runPhase('users', job.directory.users, (user) => provisionUser(job, user))
  await job.runPhase('groups', groups, (group) => provisionGroup(job, group))
  await job.runPhase('deletions', findDeletions(job), (deletion) => deleteObject(job, deletion))
  await job.runPhase('managers', findManagerUpdates(job), (user) => provisionManager(job, user))
  await job.runPhase('members', findMemberUpdates(job), (group) => provisionMembers(job, group))
  return job.report()
}
