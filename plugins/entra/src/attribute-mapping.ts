/** A line of the attribute mapping of an Entra application. */
export interface AttributeMapping {
  /** The SCIM path that Entra writes. */
  readonly target: string
  /** The Entra attribute, or an expression, that it is made of. */
  readonly source: string
  /** The order in which Entra looks users up, from 1; absent for an attribute that it does not match by. */
  readonly matchingPrecedence?: number | undefined
}

/** What the guide tells customers to type in; all other mappings are to be deleted. */
export const defaultMappings: readonly AttributeMapping[] = [
  { target: 'userName', source: 'userPrincipalName', matchingPrecedence: 1 },
  { target: 'active', source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
  { target: 'displayName', source: 'displayName' },
  { target: 'emails[type eq "work"].value', source: 'mail' },
  { target: 'externalId', source: 'objectId' },
]
