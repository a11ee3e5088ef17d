import { array, nullable, number, object, picklist, string } from 'valibot'

/** Whom or what something happened to, as it is called now. */
export const namedThingSchema = object({
  kind: picklist(['user', 'group', 'team', 'hold', 'mapping', 'other']),
  id: string(),
  name: nullable(string()),
  emailAddress: nullable(string()),
})

/** One kind of thing that a change came to: how often, and the first that it happened to. */
export const storyPartSchema = object({
  type: string(),
  total: number(),
  role: nullable(string()),
  scope: nullable(string()),
  group: nullable(namedThingSchema),
  first: array(namedThingSchema),
})
