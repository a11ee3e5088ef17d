import { directorySchema, type Directory, type DirectoryGroup, type DirectoryUser } from './directory.ts'
import { readYaml, type PathIssue } from './read-yaml.ts'

/**
 * YAML text → directory. Members and managers may be written as objectId or as userPrincipalName; afterwards
 * they are objectIds. Throws `InputError` with every mistake at its line and column.
 */
export function parseDirectory(text: string, file = 'directory.yaml'): Directory {
  const { value, fail } = readYaml(text, file, directorySchema)
  const issues: PathIssue[] = [...findDuplicates(value)]
  const users = indexReferences(value.users)
  const all = new Map([...users, ...value.groups.map((group) => [fold(group.objectId), group.objectId] as const)])

  const directory: Directory = {
    users: value.users.map((user, index) => resolveManager(user, index, users, issues)),
    groups: value.groups.map((group, index) => resolveMembers(group, index, all, issues)),
  }
  if (issues.length > 0) throw fail(issues)
  return directory
}

function fold(value: string): string {
  return value.toLowerCase()
}

function indexReferences(users: readonly DirectoryUser[]): Map<string, string> {
  return new Map(
    users.flatMap((user) => [
      [fold(user.userPrincipalName), user.objectId] as const,
      [fold(user.objectId), user.objectId] as const,
    ]),
  )
}

function resolveManager(
  user: DirectoryUser,
  index: number,
  users: ReadonlyMap<string, string>,
  issues: PathIssue[],
): DirectoryUser {
  if (user.manager === null) return user
  const manager = users.get(fold(user.manager))
  if (manager === undefined) {
    issues.push({ path: ['users', index, 'manager'], message: `no user of this directory is "${user.manager}"` })
    return user
  }
  return { ...user, manager }
}

function resolveMembers(
  group: DirectoryGroup,
  index: number,
  all: ReadonlyMap<string, string>,
  issues: PathIssue[],
): DirectoryGroup {
  const members = group.members.flatMap((member, position) => {
    const id = all.get(fold(member))
    if (id !== undefined) return [id]
    const path = ['groups', index, 'members', position]
    issues.push({ path, message: `no user or group of this directory is "${member}"` })
    return []
  })
  return { ...group, members: [...new Set(members)] }
}

/** An objectId names one object of the tenant, and a userPrincipalName one user, in any case. */
function* findDuplicates(directory: Directory): Generator<PathIssue> {
  const ids = new Set<string>()
  const names = new Set<string>()
  for (const section of ['users', 'groups'] as const) {
    for (const [index, entry] of directory[section].entries()) {
      yield* taken(ids, entry.objectId, [section, index, 'objectId'])
      if ('userPrincipalName' in entry) {
        yield* taken(names, entry.userPrincipalName, [section, index, 'userPrincipalName'])
      }
    }
  }
}

function* taken(seen: Set<string>, value: string, path: PathIssue['path']): Generator<PathIssue> {
  if (seen.has(fold(value))) yield { path, message: `"${value}" is in this directory already` }
  seen.add(fold(value))
}
