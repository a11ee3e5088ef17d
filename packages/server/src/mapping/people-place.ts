import type { PeoplePlace } from '@rolecall/core/mapping/read-plan-people'
import { BadRequest } from '@rolecall/core/scim/errors'

/** Where a page of people of a plan begins, as a link says it. Throws BadRequest. */
export function parsePeoplePlace(text: string): PeoplePlace {
  const [, adds, removes, changes, held] = /^(\d{1,9})-(\d{1,9})-(\d{1,9})-(\d{1,9})$/.exec(text) ?? []
  if (held === undefined) throw new BadRequest('after must be as the Link header of the page before says')
  return { adds: Number(adds), removes: Number(removes), changes: Number(changes), held: Number(held) }
}

export function formatPeoplePlace({ adds, changes, held, removes }: PeoplePlace): string {
  return [adds, removes, changes, held].join('-')
}
