import type { DirectoryGroup, DirectoryUser } from './directory.ts'
import type { AttributeReader } from './evaluate-expression.ts'

const USER_ATTRIBUTES = [
  'objectId',
  'userPrincipalName',
  'originalUserPrincipalName',
  'mail',
  'mailNickname',
  'displayName',
  'givenName',
  'surname',
  'jobTitle',
  'department',
  'employeeId',
  'preferredLanguage',
  'mobile',
  'telephoneNumber',
  'extensionAttribute1',
  'extensionAttribute2',
  'accountEnabled',
  'IsSoftDeleted',
  'manager',
] as const
const GROUP_ATTRIBUTES = ['objectId', 'displayName', 'mailNickname', 'members'] as const

/** What the left column of Entra's mapping can name, for users and for groups. */
export const SOURCE_ATTRIBUTES = { users: USER_ATTRIBUTES, groups: GROUP_ATTRIBUTES } as const

/** `manager` and `members` refer to other objects: they are sent after those exist, by requests of their own. */
export const REFERENCE_ATTRIBUTES: readonly string[] = ['manager', 'members']

/** Reads the attributes of a user as the provisioning service computes them. */
export function readUserSource(user: DirectoryUser): AttributeReader {
  const { isSoftDeleted: _isSoftDeleted, assigned: _assigned, manager: _manager, accountEnabled, ...stored } = user
  return reader({
    ...stored,
    userPrincipalName: inRecycleBin(user, withoutGuestSuffix(user.userPrincipalName)),
    originalUserPrincipalName: inRecycleBin(user, user.userPrincipalName),
    accountEnabled: toBooleanText(accountEnabled),
    IsSoftDeleted: toBooleanText(isSoftDeleted(user)),
  })
}

export function readGroupSource(group: DirectoryGroup): AttributeReader {
  const { assigned: _assigned, members: _members, ...stored } = group
  return reader(stored)
}

/**
 * True for a user who is blocked from sign-in, in the recycle bin, or no longer assigned. The service computes it; it is
 * no stored attribute (learn.microsoft.com/answers/questions/552508).
 */
export function isSoftDeleted(user: DirectoryUser): boolean {
  return user.isSoftDeleted || !user.accountEnabled || !user.assigned
}

/** Entra renames a user in the recycle bin: the 32 hex digits of the objectId stand in front of the name. */
function inRecycleBin(user: DirectoryUser, name: string): string {
  const prefix = user.objectId.replaceAll('-', '')
  return user.isSoftDeleted && !name.startsWith(prefix) ? `${prefix}${name}` : name
}

/**
 * A guest `alias_theirdomain#EXT#@yourdomain` is matched and provisioned as `alias@theirdomain`
 * ("How application provisioning works", B2B (guest) users).
 */
function withoutGuestSuffix(name: string): string {
  const end = name.indexOf('#EXT#@')
  if (end < 0) return name
  const home = name.slice(0, end)
  const at = home.lastIndexOf('_')
  return at < 0 ? home : `${home.slice(0, at)}@${home.slice(at + 1)}`
}

function toBooleanText(value: boolean): string {
  return value ? 'True' : 'False'
}

function reader(attributes: Readonly<Record<string, string | null>>): AttributeReader {
  const folded = new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value]))
  return (name) => folded.get(name.toLowerCase())
}
