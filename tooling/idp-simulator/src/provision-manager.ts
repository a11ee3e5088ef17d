import { referenceRow } from './attribute-mapping.ts'
import type { DirectoryUser } from './directory.ts'
import { readListResponse } from './list-response.ts'
import type { ProvisioningJob } from './provisioning-job.ts'
import type { TargetPath } from './target-path.ts'

/** The users whose manager may have to be sent; nobody where no row maps `manager`. */
export function findManagerUpdates({
  directory,
  state,
  mappings,
  evaluateAll,
}: ProvisioningJob): readonly DirectoryUser[] {
  if (referenceRow(mappings.users) === undefined) return []
  return directory.users.filter((user) => {
    const link = state.users.get(user.objectId)
    if (link === undefined || !link.managed) return false
    return evaluateAll ? user.manager !== null || link.manager !== null : user.manager !== link.manager
  })
}

/**
 * Links a user to their manager once both exist. The service asks first whether the attribute has that value already
 * ("Example 4. Query the value of a reference attribute to be updated").
 */
export async function provisionManager(job: ProvisioningJob, user: DirectoryUser): Promise<void> {
  const target = referenceRow(job.mappings.users)?.target
  const link = job.state.users.get(user.objectId)
  if (target === undefined || link === undefined) return
  const managerId = user.manager === null ? null : job.state.users.get(user.manager)?.id
  if (managerId === undefined) {
    job.skip({ resourceType: 'User', objectId: user.objectId, reason: 'the manager is not provisioned' })
    return
  }
  const isDone = managerId === null ? false : await hasManager(job, user, target, link.id, managerId)
  if (isDone === undefined) return
  if (!isDone) {
    const change = { target, value: managerId, hadValue: link.manager !== null }
    const answer = await job.client.setReference(link.id, change)
    job.record('set-manager', 'User', user.objectId, answer)
    if (!answer.ok) return
  }
  link.manager = user.manager
}

async function hasManager(
  job: ProvisioningJob,
  user: DirectoryUser,
  target: TargetPath,
  id: string,
  managerId: string,
): Promise<boolean | undefined> {
  const answer = await job.client.checkReference(id, target.attribute, managerId)
  const found = readListResponse(answer.body)
  const problem = answer.ok && found === undefined ? 'the answer to a filter is no ListResponse' : undefined
  job.record('check-manager', 'User', user.objectId, answer, problem)
  return answer.ok && found !== undefined ? found.length > 0 : undefined
}
