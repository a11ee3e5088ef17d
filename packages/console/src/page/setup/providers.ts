/** A secret of an OAuth client, a trust in assertions, or a long-lived token. */
export type Proof = 'secret' | 'trust' | 'token'

/** What one types into an identity provider. */
export interface ProviderGuide {
  readonly id: string
  readonly title: string
  /** What the provider calls the two fields. */
  readonly urlLabel: string
  readonly tokenLabel: string
  /** How it can prove who it is; the first is the best. */
  readonly ways: readonly [Proof, ...Proof[]]
  readonly before: readonly string[]
  readonly mapping: readonly MappingRow[]
  readonly after: readonly string[]
}

interface MappingRow {
  readonly target: string
  readonly source: string
  readonly note?: string
}

const emailTarget = 'emails[type eq "work"].value'

/** The guides, in the order in which they are offered. `docs/` has them at length. */
export const providers: readonly ProviderGuide[] = [
  {
    id: 'entra',
    title: 'Microsoft Entra ID',
    urlLabel: 'Tenant URL',
    tokenLabel: 'Secret token',
    ways: ['secret', 'trust', 'token'],
    before: [
      'In the Entra admin center open Enterprise applications, New application, Create your own application, and choose the one that is not in the gallery.',
      'Open Provisioning, New configuration, and choose the authentication method that is chosen here, and paste the values above. Test connection must say that it works.',
    ],
    mapping: [
      { target: 'userName', source: 'userPrincipalName', note: 'or mail, where that is no e-mail address' },
      {
        target: 'active',
        source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
        note: 'an expression; without it nobody is ever deactivated',
      },
      { target: 'displayName', source: 'displayName' },
      { target: emailTarget, source: 'mail', note: 'equal to userName, it validates the address' },
      { target: 'externalId', source: 'objectId', note: 'not mailNickname, which is the default: sign-in needs it' },
    ],
    after: [
      'For groups keep displayName, members, and externalId from objectId.',
      'Under Users and groups assign who is to come, or set the scope to Sync all users and groups.',
      'Provision one user and one group on demand, then start provisioning. It runs every 40 minutes.',
    ],
  },
  {
    id: 'okta',
    title: 'Okta',
    urlLabel: 'SCIM connector base URL',
    tokenLabel: 'API token (HTTP header)',
    ways: ['token'],
    before: [
      'Add a SCIM integration to your application: General, App settings, Provisioning, SCIM.',
      'Under Provisioning, Integration paste the base URL. The unique identifier field is userName; the authentication mode is HTTP Header.',
      'Enable Push new users, Push profile updates and Push groups, and test the connector configuration.',
    ],
    mapping: [
      { target: 'userName', source: 'user.email' },
      { target: 'displayName', source: 'user.displayName' },
      { target: emailTarget, source: 'user.email', note: 'equal to userName, it validates the address' },
      { target: 'externalId', source: 'user.getInternalProperty("id")', note: 'the subject of sign-ins' },
    ],
    after: [
      'Under To App enable Create users, Update user attributes and Deactivate users.',
      'Assign people to the application, and push the groups that are to give roles under Push groups.',
    ],
  },
  {
    id: 'other',
    title: 'Another provider',
    urlLabel: 'SCIM 2.0 base URL',
    tokenLabel: 'Bearer token',
    ways: ['token', 'secret', 'trust'],
    before: [
      'Choose SCIM 2.0 with a bearer token (OAuth bearer token, HTTP header), or OAuth 2.0 client credentials, and paste the values above.',
    ],
    mapping: [
      { target: 'userName', source: 'the e-mail address' },
      { target: 'active', source: 'whether the person may sign in' },
      { target: 'displayName', source: 'the name to be shown' },
      { target: emailTarget, source: 'the e-mail address', note: 'equal to userName, it validates the address' },
      { target: 'externalId', source: 'the subject of sign-ins (the sub claim)' },
    ],
    after: ['Let it send groups with their members too: roles are given by groups.'],
  },
]
