import { array, exactOptional, nullable, object, picklist, strictObject, string } from 'valibot'

import { longText, text } from './text-schema.ts'

/** A team as applications read it. */
export const teamSchema = object({
  id: string(),
  name: string(),
  type: string(),
  parent: nullable(string()),
  description: nullable(string()),
  members: array(object({ emailAddress: string(), role: string(), source: picklist(['mapping', 'manual']) })),
})

/** What is written of a team. What is absent stays; `members` are the manual ones and replace only those. */
export const teamInputSchema = strictObject({
  name: exactOptional(text),
  type: exactOptional(text),
  parent: exactOptional(nullable(text)),
  description: exactOptional(nullable(longText)),
  members: exactOptional(array(strictObject({ emailAddress: text, role: text }))),
})
