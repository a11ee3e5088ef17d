import { array, object, string } from 'valibot'

/** An identity provider that a plugin speaks for, and what it is forgiven. */
export const providerSchema = object({
  name: string(),
  title: string(),
  tolerances: array(object({ name: string(), summary: string() })),
})
