import type { Scope } from '../api/types.ts'
import type { ComponentChildren } from 'preact'

export const keysText = {
  changeKey: 'Change key',
  change: 'Change',
  name: 'Name',
  strictHoldItsRequests: 'Strict: hold its requests to the RFCs and the SCIM Interoperability Profile by the letter',
  notKnownYet: 'not known yet',
  chosen: 'chosen',
  recognisedByWhatItSends: 'recognised by what it sends',
  strict: 'strict',
  without: (off: ComponentChildren) => <>without {off}</>,
  key: 'Key',
  may: 'May',
  provider: 'Provider',
  seen: 'Seen',
  never: 'never',
  ends: 'Ends',
  state: 'State',
  changeOf: (displayName: ComponentChildren) => (
    <>
      Change<span class="visually-hidden"> {displayName}</span>
    </>
  ),
  rotate: (displayName: ComponentChildren) => (
    <>
      Rotate<span class="visually-hidden"> {displayName}</span>
    </>
  ),
  revokeNamed: (displayName: ComponentChildren) => (
    <>
      Revoke<span class="visually-hidden"> {displayName}</span>
    </>
  ),
  live: 'live',
  ended: 'ended',
  revoked: 'revoked',
  keys: 'Keys',
  newKey: 'New key',
  whoMayCallTheApi: "Who may call the API. A key's secret is shown once, when it is made.",
  copyItNowItIsShown: () => (
    <>
      <strong>Copy it now.</strong> It is shown once and stored nowhere.
    </>
  ),
  keyOf: (displayName: string | number) => `Key ${displayName}`,
  noKey: 'No key.',
  createOneForYourProvider: 'Create one for your provider under Set up.',
  create: 'Create',
  itMay: 'It may',
  provisionPeopleAndGroups: 'provision people and groups (identity provider)',
  readTheOrganizationYourApplication: 'read the organization (your application)',
  readAndChangeTheOrganization: 'read and change the organization (owner)',
  endsAtTheEnd: 'Ends at the end of (empty for never)',
  chosenNothingIsForgiven: 'Chosen, nothing is forgiven that only other providers need.',
  revokeQuestion: (displayName: string | number) => `Revoke ${displayName}?`,
  revoke: 'Revoke',
  keepIt: 'Keep it',
  whoeverUsesItIsRefused: "Whoever uses it is refused from now on. This can't be undone.",
  cantBeRevoked: (displayName: string | number) => `${displayName} can't be revoked`,
  itIsTheLast:
    'It is the last key that can manage the organization: nobody could sign in to change anything afterwards.',
  makeAnotherOneFirst: () => (
    <>
      Make another one first by <em>New key</em>, which may read and change, and sign in with that. On the server,{' '}
      <code>rolecall key create --scope organization</code> makes one too.
    </>
  ),
  close: 'Close',
  revokeYourOwnKeyQuestion: (displayName: string | number) => `Revoke ${displayName}, your own key?`,
  youAreSignedInWithItYou: () => (
    <>
      You are signed in with it: you are signed out at once, here and wherever else it is used. To come back you need
      another owner key; on the server, <code>rolecall key create --scope organization</code> makes one.
    </>
  ),
  typeToGoOn: (displayName: string | number) => `Type ${displayName} to go on`,
  theNextKeyAfter: (displayName: string | number) => `The next key after ${displayName}`,
  makeTheNextKey: 'Make the next key',
  aNewKeyThatMay: 'A new key that may do the same is made now. Both work.',
  typeItInWhere: 'Type it in where the old one is used, until the new one is seen here.',
  thenRevoke: (displayName: ComponentChildren) => <>Then revoke {displayName}.</>,
  withoutOf: (off: string | number) => `, without ${off}`,
  whatIsForgivenBut: (off: ComponentChildren) => <>What is forgiven{off}</>,
  whatIsForgiven: 'What is forgiven',
} as const

export const scopeNames: Readonly<Record<Scope, string>> = {
  scim: 'Provision',
  organization: 'Read and change',
  organization_read: 'Read',
}
