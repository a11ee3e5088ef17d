import type { AttributeMapping, AttributeMappings } from './attribute-mapping.ts'
import type { CycleReport } from './cycle-report.ts'
import { createProvisioningJob, type ProvisioningOptions } from './provisioning-job.ts'
import { getUser, type UserReference } from './change-directory.ts'

/**
 * Clears every optional attribute of a provisioned user, first with `""`, then with `null`, as Microsoft's SCIM validator
 * does. Afterwards each must read back absent. The next initial cycle sends the values again.
 */
export async function sendNullUpdate(options: ProvisioningOptions, reference: UserReference): Promise<CycleReport> {
  const job = createProvisioningJob(options, true)
  const user = getUser(options.directory, reference)
  const link = options.state.users.get(user.objectId)
  if (link === undefined) throw new RangeError(`"${reference}" is not provisioned`)
  const targets = optionalRows(job.mappings).map((row) => row.target)
  for (const target of targets) {
    for (const value of ['', null] as const) {
      const answer = await options.client.replaceValue('User', link.id, target, value)
      job.record('null-update', 'User', user.objectId, answer)
    }
  }
  link.sent = { ...link.sent, ...Object.fromEntries(targets.map((target) => [target.text, null])) }
  return job.report()
}

/** All but the attributes that find the user, say whether they are active, or carry their sign-in. */
function optionalRows({ users }: AttributeMappings): readonly AttributeMapping[] {
  return users.filter(({ target, matchingPrecedence, isReference }) => {
    return matchingPrecedence === null && !isReference && !REQUIRED.has(target.text.toLowerCase())
  })
}

const REQUIRED: ReadonlySet<string> = new Set(['username', 'active', 'externalid'])
