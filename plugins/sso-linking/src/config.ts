import * as v from 'valibot'

/** What links where an organization says nothing else; with Microsoft Entra ID both are the object id. */
export const config = v.optional(
  v.strictObject({
    /** SCIM path of the user attribute that holds the subject. */
    subject: v.optional(v.string(), 'externalId'),
    /** The claim of the ID token that holds it. */
    claim: v.optional(v.string(), 'oid'),
  }),
  {},
)
