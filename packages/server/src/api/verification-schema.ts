import { array, nullable, number, object, picklist, string } from 'valibot'

/** What the last verification came to. */
export const verificationSchema = object({
  verifiedAt: string(),
  durationMs: number(),
  members: number(),
  grants: number(),
  differences: number(),
  examples: array(
    object({ kind: picklist(['missing', 'unexpected', 'different', 'undecided']), userId: string(), what: string() }),
  ),
  failure: nullable(string()),
})
