import type { Directory, DirectoryGroup, DirectoryUser } from './directory.ts'

/** Objects are named as an administrator would: a user by objectId or userPrincipalName, a group by objectId or name. */
export type UserReference = string
export type GroupReference = string

/** Changes attributes of one user. */
export function changeUser(
  directory: Directory,
  reference: UserReference,
  change: Partial<Omit<DirectoryUser, 'objectId'>>,
): Directory {
  const { objectId } = getUser(directory, reference)
  return {
    ...directory,
    users: directory.users.map((user) => (user.objectId === objectId ? { ...user, ...change } : user)),
  }
}

/** Blocks the sign-in. */
export function disableUser(directory: Directory, reference: UserReference): Directory {
  return changeUser(directory, reference, { accountEnabled: false })
}

/** Moves the user to the recycle bin; Entra then puts the objectId in front of the userPrincipalName (`readUserSource`). */
export function softDeleteUser(directory: Directory, reference: UserReference): Directory {
  return changeUser(directory, reference, { isSoftDeleted: true })
}

/** Takes the user out of the recycle bin, or allows the sign-in again. Memberships were never taken away. */
export function restoreUser(directory: Directory, reference: UserReference): Directory {
  return changeUser(directory, reference, { isSoftDeleted: false, accountEnabled: true, assigned: true })
}

/** What Entra does 30 days after a soft delete. */
export function hardDeleteUser(directory: Directory, reference: UserReference): Directory {
  const { objectId } = getUser(directory, reference)
  return {
    users: directory.users
      .filter((user) => user.objectId !== objectId)
      .map((user) => (user.manager === objectId ? { ...user, manager: null } : user)),
    groups: directory.groups.map((group) => ({
      ...group,
      members: group.members.filter((member) => member !== objectId),
    })),
  }
}

/** Changes the name, assignment or members of one group. */
export function changeGroup(
  directory: Directory,
  reference: GroupReference,
  change: Partial<Omit<DirectoryGroup, 'objectId'>>,
): Directory {
  const { objectId } = getGroup(directory, reference)
  return {
    ...directory,
    groups: directory.groups.map((group) => (group.objectId === objectId ? { ...group, ...change } : group)),
  }
}

export function deleteGroup(directory: Directory, reference: GroupReference): Directory {
  const { objectId } = getGroup(directory, reference)
  return { ...directory, groups: directory.groups.filter((group) => group.objectId !== objectId) }
}

export function addMembers(directory: Directory, group: GroupReference, users: readonly UserReference[]): Directory {
  const added = users.map((user) => getUser(directory, user).objectId)
  return changeGroup(directory, group, { members: [...new Set([...getGroup(directory, group).members, ...added])] })
}

export function removeMembers(directory: Directory, group: GroupReference, users: readonly UserReference[]): Directory {
  const gone = new Set(users.map((user) => getUser(directory, user).objectId))
  const members = getGroup(directory, group).members.filter((member) => !gone.has(member))
  return changeGroup(directory, group, { members })
}

export function getUser(directory: Directory, reference: UserReference): DirectoryUser {
  const wanted = reference.toLowerCase()
  const found = directory.users.find(
    (user) => user.objectId.toLowerCase() === wanted || user.userPrincipalName.toLowerCase() === wanted,
  )
  if (found === undefined) throw new RangeError(`no user "${reference}" in this directory`)
  return found
}

export function getGroup(directory: Directory, reference: GroupReference): DirectoryGroup {
  const wanted = reference.toLowerCase()
  const found = directory.groups.find(
    (group) => group.objectId.toLowerCase() === wanted || group.displayName.toLowerCase() === wanted,
  )
  if (found === undefined) throw new RangeError(`no group "${reference}" in this directory`)
  return found
}
