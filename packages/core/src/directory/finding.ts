/** Something about what the provider sends that an owner should know; nothing is refused for it. */
export interface FindingView {
  /** Stable: `user-name-not-email`. */
  readonly code: string
  /** A sentence that says what to change. */
  readonly message: string
  /** Some of the others that it is about, by `userName`, or of a group by `displayName`. */
  readonly others?: readonly string[]
}

/** A request was answered 2xx though something of it was not done. */
export const leftOut = 'left-out'

/** Several users, or several groups, have one `externalId`. */
export const externalIdShared = 'external-id-shared'

/** A role waits for a team that a value of the person, or the name of a group, says and nobody has made. */
export const unknownTeam = 'unknown-team'

/** The rule of the mapping by which people have the finding `unknown-provider-value`: the first one of each. */
export const unusedValuesRule = 'providerRoles:/unused'

/** What is said of a group that has another one as a member. */
export const nestedGroup = 'A group as a member is stored and grants nothing; assign its people directly'

/** What each code of a finding means that the server itself raises; those of a section of the mapping are declared by its plugin. */
export const findingCodes = {
  'active-missing': 'The provider does not send `active`, so nobody can be deactivated.',
  'external-id-changed': 'The `externalId` of an active person was corrected within the last 30 days.',
  [externalIdShared]:
    'Several users, or several groups, have one `externalId`; nobody of these users can sign in by it.',
  [leftOut]: 'A request was answered 2xx though something of it was not done.',
  'nested-group': 'A group is a member of a group, which gives nothing; at a person: it would give them something.',
  [unknownTeam]:
    'A role waits for a team that there is not, which an attribute or the name of a group says: make the team, let `createMissing` make it, or mend the value.',
  'unresolved-members': 'Members of a group are nobody here yet.',
} as const
