import { fold } from '../scim/fold.ts'

/** How an incoming `userName` compares with the stored one. */
export type UserNameChange = 'none' | 'case' | 'soft-delete' | 'other'

/** A value of 32 hex digits: what Entra puts in front of the `userPrincipalName` of a soft-deleted user. */
const softDeletePrefix = /^[0-9a-f]{32}/

/**
 * Compares without regard to case; a change of case alone is stored. A soft-deleted user's name
 * (32 hex digits before the current one) is never stored, wherever renames are allowed or not.
 */
export function compareUserNames(current: string, incoming: string): UserNameChange {
  if (current === incoming) return 'none'
  const currentKey = fold(current)
  const incomingKey = fold(incoming)
  if (currentKey === incomingKey) return 'case'
  if (softDeletePrefix.test(incomingKey) && incomingKey.slice(32) === currentKey) return 'soft-delete'
  return 'other'
}
