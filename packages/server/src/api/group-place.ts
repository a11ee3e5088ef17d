import { BadRequest } from '@rolecall/core/scim/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'
import type { GroupOrder, GroupPlace } from '@rolecall/core/store/groups'

/**
 * A place in the list of groups, as a link carries it: the id, what they are sorted by where that is not the name, and the
 * name. Neither an id nor a number has a point, and no time a blank.
 */
export function formatGroupPlace({ id, nameKey, value }: GroupPlace): string {
  return value === null ? `${id}.${nameKey}` : `${id}.${value} ${nameKey}`
}

/** Throws BadRequest for what no link of ours has. */
export function parseGroupPlace(text: string, order: GroupOrder): GroupPlace {
  const [id, rest] = cut(text, '.')
  if (!isStorableText(text)) throw wrongPlace()
  if (order === 'displayName') return { value: null, nameKey: rest, id }
  const [value, nameKey] = cut(rest, ' ')
  return { value: order === 'members' ? parseNumber(value) : value, nameKey, id }
}

function parseNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw wrongPlace()
  return Number(text)
}

/** What is before the first such character, and what is after it. */
function cut(text: string, at: string): readonly [string, string] {
  const end = text.indexOf(at)
  if (end <= 0) throw wrongPlace()
  return [text.slice(0, end), text.slice(end + 1)]
}

function wrongPlace(): BadRequest {
  return new BadRequest('after must be what the Link header said')
}
