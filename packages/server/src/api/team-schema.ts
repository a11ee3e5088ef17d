import { array, exactOptional, nullable, number, object, picklist, strictObject, string } from 'valibot'

import { longText, text } from './text-schema.ts'

const team = {
  id: string(),
  name: string(),
  type: string(),
  parent: nullable(string()),
  description: nullable(string()),
}

/** What is said of a team itself. */
export const shownTeamSchema = object(team)

const source = picklist(['mapping', 'provider', 'manual'])

/** A team without its members; `people` are those to whom something gives a role in it. */
export const teamSummarySchema = object({ ...team, people: number() })

/** A member's manual role in a team; `null` takes it away. */
export const teamMemberRoleSchema = strictObject({ emailAddress: text, role: nullable(text) })

/** A team as applications read it. */
export const teamSchema = object({
  ...team,
  members: array(object({ emailAddress: string(), role: string(), source })),
})

/**
 * What is written of a team. What is absent stays; `members` are the manual ones and replace only those. What GET gives is
 * taken, too: `id` must be that of the path.
 */
export const teamInputSchema = strictObject({
  id: exactOptional(text),
  name: exactOptional(text),
  type: exactOptional(text),
  parent: exactOptional(nullable(text)),
  description: exactOptional(nullable(longText)),
  members: exactOptional(array(strictObject({ emailAddress: text, role: text, source: exactOptional(source) }))),
})
