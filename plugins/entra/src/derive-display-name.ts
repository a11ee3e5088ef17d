import { isJsonObject, type Json, type ResourceData } from '@rolecall/core/scim/resource/resource-data'

/**
 * A new user without `displayName` has the name that its parts make: an application of Entra's gallery
 * maps `name` and not always `displayName`, and a member without a name is known by an address alone.
 * Only for a new user, because Entra removes `displayName` by an empty value and must find it absent.
 */
export function deriveDisplayName(user: ResourceData): ResourceData {
  const { displayName, name } = user
  if (displayName !== undefined || !isJsonObject(name)) return user
  const made =
    textOf(name['formatted']) || [name['givenName'], name['familyName']].map(textOf).filter(Boolean).join(' ')
  return made === '' ? user : { ...user, displayName: made }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : ''
}
