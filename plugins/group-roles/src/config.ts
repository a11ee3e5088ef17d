import * as v from 'valibot'

/** There is nothing to configure: what a group gives is said by each organization. */
export const config = v.optional(v.strictObject({}), {})
