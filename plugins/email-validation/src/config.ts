import * as v from 'valibot'

/** What must be equal where an organization says nothing else. */
export const config = v.optional(
  v.strictObject({
    /** Two SCIM paths of user attributes. */
    equal: v.optional(v.strictTuple([v.string(), v.string()]), ['userName', 'emails[type eq "work"].value']),
  }),
  {},
)
