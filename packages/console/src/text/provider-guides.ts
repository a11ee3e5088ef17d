/** A secret of an OAuth client, a trust in assertions, or a long-lived token. */
export type Proof = 'secret' | 'trust' | 'token'

/** What one types into an identity provider. */
export interface ProviderGuide {
  readonly id: string
  readonly title: string
  /** What one must have there. */
  readonly needs: string
  /** The guide that has it at length, below /docs. */
  readonly doc: string
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

const plainMapping: readonly MappingRow[] = [
  { target: 'userName', source: 'the e-mail address' },
  { target: 'active', source: 'whether the person may sign in' },
  { target: 'displayName', source: 'the name to be shown' },
  { target: emailTarget, source: 'the e-mail address', note: 'equal to userName, it validates the address' },
  { target: 'externalId', source: 'the subject of sign-ins (the sub claim)' },
]

/** What the two addresses of a provider are called, and what is particular about it. */
interface OtherProvider {
  readonly id: string
  readonly title: string
  readonly needs: string
  readonly urlLabel: string
  readonly tokenLabel: string
  readonly before: readonly string[]
}

/** Providers whose forms are alike: an address, a token, and people and groups that are assigned. */
const others = (
  [
    {
      id: 'onelogin',
      title: 'OneLogin',
      needs: 'an administrator, and a SCIM 2.0 connector application',
      urlLabel: 'SCIM base URL',
      tokenLabel: 'SCIM bearer token',
      before: [
        'Add an application with a SCIM 2.0 connector, and under its configuration paste the values above.',
        'Enable the API connection, then provisioning, and let rules set the groups that are sent.',
      ],
    },
    {
      id: 'jumpcloud',
      title: 'JumpCloud',
      needs: 'an administrator, and a custom application with identity management',
      urlLabel: 'Base URL',
      tokenLabel: 'Token key',
      before: [
        'In the application open identity management, choose SCIM 2.0 and paste the values above. Test connection makes a person and a group, and deletes both.',
        'Switch group management on, and bind user groups to the application.',
      ],
    },
    {
      id: 'google',
      title: 'Google Workspace',
      needs: 'a super administrator, and an application with automatic provisioning',
      urlLabel: 'Endpoint URL',
      tokenLabel: 'Access token',
      before: [
        'In the application open automatic provisioning and paste the values above.',
        'Where no groups arrive, roles are given by conditions on people: see the guide of the mapping.',
      ],
    },
    {
      id: 'ping',
      title: 'Ping Identity',
      needs: 'an administrator, and a SCIM connection of PingOne or PingFederate',
      urlLabel: 'SCIM base URL',
      tokenLabel: 'OAuth bearer token',
      before: [
        'Add a SCIM outbound connection, version 2.0, and paste the values above; the authentication method is an OAuth 2 bearer token.',
        'Let it sync users and groups, and switch both rules on.',
      ],
    },
    {
      id: 'keycloak',
      title: 'Keycloak',
      needs: 'a realm administrator, and an extension that speaks SCIM',
      urlLabel: 'SCIM endpoint',
      tokenLabel: 'Bearer token',
      before: [
        'Keycloak needs an extension to send people and groups. In its settings choose bearer authentication and paste the values above.',
        'Let it send users and groups, both when they change and from time to time.',
      ],
    },
    {
      id: 'authentik',
      title: 'authentik',
      needs: 'an administrator',
      urlLabel: 'URL',
      tokenLabel: 'Token',
      before: [
        'Make a SCIM provider, paste the values above, and add it to an application as a backchannel provider.',
        'Choose the group whose members are sent, then run a synchronization.',
      ],
    },
  ] satisfies readonly OtherProvider[]
).map((provider): ProviderGuide => ({
  ...provider,
  doc: `providers#${provider.title.toLowerCase().replace(' ', '-')}`,
  ways: ['token'],
  mapping: plainMapping,
  after: ['Assign the people who are to come, and the groups that are to give roles, with their members.'],
}))

/** The guides, in the order in which they are offered. `docs/` has them at length. */
export const providers: readonly [ProviderGuide, ...ProviderGuide[]] = [
  {
    id: 'entra',
    title: 'Microsoft Entra ID',
    needs: 'Application Administrator; P1 or P2 for groups',
    doc: 'entra',
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
    needs: 'Application administrator, Lifecycle Management',
    doc: 'okta',
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
  ...others,
  {
    id: 'other',
    title: 'Another provider',
    needs: 'SCIM 2.0 with a bearer token or OAuth',
    doc: 'providers#connecting-them',
    urlLabel: 'SCIM 2.0 base URL',
    tokenLabel: 'Bearer token',
    ways: ['token', 'secret', 'trust'],
    before: [
      'Choose SCIM 2.0 with a bearer token (OAuth bearer token, HTTP header), or OAuth 2.0 client credentials, and paste the values above.',
    ],
    mapping: plainMapping,
    after: ['Let it send groups with their members too: roles are given by groups.'],
  },
]
