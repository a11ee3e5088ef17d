import { getGroup, getUser, type GroupReference, type UserReference } from './change-directory.ts'
import type { CycleReport } from './cycle-report.ts'
import type { Directory, DirectoryUser } from './directory.ts'
import { provisionGroup } from './provision-group.ts'
import { findManagerUpdates, provisionManager } from './provision-manager.ts'
import { findMemberUpdates, provisionMembers } from './provision-members.ts'
import { provisionUser } from './provision-user.ts'
import { createProvisioningJob, type ProvisioningOptions } from './provisioning-job.ts'

/** One user, or one group with some of its members. */
export type OnDemandSelection =
  | { readonly user: UserReference }
  | { readonly group: GroupReference; readonly members?: readonly UserReference[] }

/** "The on-demand provisioning request API can only accept a single group with up to 5 members at a time." */
const MOST_MEMBERS = 5

/**
 * "Provision on demand" in the admin center: the one object at once, without waiting for a cycle. It ignores the flag
 * `aadOptscim062020`, so both dialects reach one endpoint. Members are provisioned as users first. It disables who was
 * unassigned, but users who are blocked or deleted "don't appear when you search for a user", and a group has to be
 * assigned (Known limitations of on-demand provisioning).
 */
export async function provisionOnDemand(
  options: ProvisioningOptions,
  selection: OnDemandSelection,
): Promise<CycleReport> {
  const { directory } = options
  const group = 'group' in selection ? getGroup(directory, selection.group) : undefined
  const references = 'group' in selection ? (selection.members ?? []) : [selection.user]
  if (group !== undefined && references.length > MOST_MEMBERS) {
    throw new RangeError(`provision on demand takes at most ${MOST_MEMBERS} members, found ${references.length}`)
  }
  if (group?.assigned === false) throw new RangeError(`the group "${group.displayName}" is not assigned`)
  const users = references.map((reference) => getVisibleUser(directory, reference))
  const chosen = new Set(users.map((user) => user.objectId))
  const groups = group === undefined ? [] : [{ ...group, members: group.members.filter((id) => chosen.has(id)) }]

  const client = options.client.withDialect('legacy')
  const job = createProvisioningJob({ ...options, client, directory: { users, groups } }, true)
  await job.runPhase('users', users, (user) => provisionUser(job, user))
  await job.runPhase('groups', groups, (item) => provisionGroup(job, item))
  await job.runPhase('managers', findManagerUpdates(job), (user) => provisionManager(job, user))
  await job.runPhase('members', findMemberUpdates(job), (item) => provisionMembers(job, item, 'add-only'))
  return job.report()
}

function getVisibleUser(directory: Directory, reference: UserReference): DirectoryUser {
  const user = getUser(directory, reference)
  if (user.accountEnabled && !user.isSoftDeleted) return user
  throw new RangeError(`"${reference}" is blocked or deleted and does not appear in the search of provision on demand`)
}
