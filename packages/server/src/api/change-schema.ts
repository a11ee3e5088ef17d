import { array, boolean, nullable, object, picklist, string } from 'valibot'

import { storyPartSchema } from '../provisioning-log/story-schema.ts'

/** A change of the organization, as people tell it. */
export const toldChangeSchema = object({
  id: string(),
  time: string(),
  kind: picklist(['scim', 'api', 'cli', 'job']),
  requestId: nullable(string()),
  by: nullable(string()),
  story: array(storyPartSchema),
  more: boolean(),
})
