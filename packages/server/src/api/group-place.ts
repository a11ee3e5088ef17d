import { BadRequest } from '@rolecall/core/scim/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'
import type { GroupPlace } from '@rolecall/core/store/groups'

/** A place in the list of groups, as a link carries it: groups may have one name, so the id belongs to it. */
export function formatGroupPlace({ nameKey, id }: GroupPlace): string {
  return `${id}.${nameKey}`
}

/** Throws BadRequest for what no link of ours has. */
export function parseGroupPlace(text: string): GroupPlace {
  const end = text.indexOf('.')
  if (end <= 0 || !isStorableText(text)) throw new BadRequest('after must be what the Link header said')
  return { id: text.slice(0, end), nameKey: text.slice(end + 1) }
}
