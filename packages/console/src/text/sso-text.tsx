import { DocsLink } from '../component/docs-link.tsx'

export const ssoText = {
  opensTheConsole: 'opens the console',
  keptSealed: 'kept, sealed',
  productOnly: 'product only',
  noneAPublicClient: 'none: a public client with PKCE',
  theClaimEqualToExternalId: (claim: string | number) => `the claim ${claim}, equal to externalId`,
  signInLink: 'Sign-in link',
  redirectUri: 'Redirect URI',
  signOutRedirectUri: 'Sign-out redirect URI',
  backChannelLogoutUri: 'Back-channel logout URI',
  universalLogoutEndpoint: 'Universal Logout endpoint',
  closeTheConsoleToIt: 'Close the console to it',
  openTheConsoleToIt: 'Open the console to it',
  clientSecret: 'Client secret',
  delete: 'Delete',
  deleteQuestion: (name: string | number) => `Delete ${name}?`,
  keepIt: 'Keep it',
  nobodySignsInByItAny:
    'Nobody signs in by it any more, neither here nor to your product, and whoever has done so is signed out. Have an owner key at hand.',
  newConnection: 'New connection',
  create: 'Create',
  yourIdentityProvider: 'Your identity provider',
  issuerExactlyAsTheProvider: 'Issuer, exactly as the provider writes it',
  clientId: 'Client id',
  issuer: 'Issuer',
  whoSomebodyIs: 'Who somebody is',
  clientSecretEmptyForAPublic: 'Client secret (empty for a public client)',
  thenCopyTheRedirect: 'Then copy the redirect URI that is shown here to the provider, and assign the Owners there.',
  clientSecretOf: (name: string | number) => `Client secret of ${name}`,
  takeTheSecretAway: 'Take the secret away',
  save: 'Save',
  itIsStoredSealed: "It is stored sealed with a key that only the server's operator has, and never shown again.",
  clientSecretEmptyForNone: 'Client secret (empty for none)',
  singleSignOn: 'Single sign-on',
  ownersSignInToThisConsole: () => (
    <>
      Owners sign in to this console by your identity provider. Owner keys go on working, so that nobody is locked out
      when the provider is away. <DocsLink page="sso">Step by step for Entra and Okta</DocsLink>
    </>
  ),
  noConnectionYet: 'No connection yet',
  registerThisServerAsAnApplication:
    'Register this server as an application of your identity provider, and enter here what it gives you.',
  organization: 'Organization',
  whereOneConnectionOpens: 'Where one connection opens the console, this id leads to it from the sign-in page, too.',
  idOfTheOrganization: 'Id of the organization',
} as const

/** What the fields of a provider usually hold. */
export const connectionProviders = [
  {
    id: 'entra',
    title: 'Microsoft Entra ID',
    issuer: 'https://login.microsoftonline.com/TENANT_ID/v2.0',
    claim: 'oid',
    where:
      'App registrations, New registration: a single tenant. Copy the application (client) id, and make a client secret.',
  },
  {
    id: 'okta',
    title: 'Okta',
    issuer: 'https://YOUR_ORG.okta.com',
    claim: 'sub',
    where: 'Applications, Create App Integration: OIDC, Web Application. Copy the client id and the client secret.',
  },
  {
    id: 'other',
    title: 'Another provider',
    issuer: 'https://idp.example.com',
    claim: 'sub',
    where: 'Register a web application with the authorization code flow. Copy its client id and its secret.',
  },
] as const
