import type { ComponentChildren } from 'preact'

export const signInText = {
  youCameInByALink: (until: ComponentChildren) => (
    <>
      You came in by a link that is good once, and are signed in until {until}. To come back, make yourself an owner key
      under <a href="/keys">Keys</a>, or let Owners in by <a href="/sso">single sign-on</a>.
    </>
  ),
  somebody: 'somebody',
  youCameInByASet: (madeBy: ComponentChildren, displayName: ComponentChildren, expiresAt: ComponentChildren) => (
    <>
      You came in by a set-up link that {madeBy} made for {displayName}. It is good until {expiresAt}: until then it
      lets you in again. You can connect the identity provider here, and read its log.
    </>
  ),
  signedOutRolecall: 'Signed out · Rolecall',
  youAreSignedOut: 'You are signed out',
  whoeverSentIt: 'whoever sent it',
  youWereHereByASet: (madeBy: ComponentChildren) => (
    <>
      You were here by a set-up link. While it is good, open it again; if it lets you in no more, it has ended or was
      revoked. Ask {madeBy} for another then: what you have set up stays.
    </>
  ),
  signInOtherwise: 'Sign in otherwise',
  nothingHere: 'Nothing here',
  thereIsNoSuch: 'There is no such page.',
  theMenuHasAll: () => (
    <>
      The menu has all pages; <a href="/setup">Set up</a> is the first one.
    </>
  ),
  theServersLogHasTheReason: (request: ComponentChildren) => (
    <>
      The server's log has the reason under the request <code>{request}</code>.
    </>
  ),
  signInRolecall: 'Sign in · Rolecall',
  rolecall: () => (
    <>
      <span aria-hidden="true" class="mark">
        ✓
      </span>
      Rolecall
    </>
  ),
  signIn: 'Sign in',
  ownerKey: 'Owner key',
  itIsMadeInThisConsole: () => (
    <>
      It is made in this console. To get in without one, make a link on the server: <code>rolecall link create</code>.
    </>
  ),
  singleSignOn: 'Single sign-on',
  or: 'or',
  signInLinkOr: 'Sign-in link or id of your organization',
  anOwnerFindsBoth: 'An owner finds both under Single sign-on.',
  continueWithSingleSign: 'Continue with single sign-on',
  useAnotherOrganization: 'Use another organization',
} as const

/** What to do where single sign-on let nobody in, by the code that the server gives. */
export const refusals: Readonly<Record<string, string>> = {
  link: 'There is no single sign-on at this address. Ask an owner of your organization for the sign-in link.',
  ended: 'This sign-in took too long, was used already, or was begun in another browser. Begin again.',
  provider:
    'Your identity provider did not let you in. Ask its administrator whether you are assigned to this application.',
  answer:
    'What your identity provider answered could not be verified, so nobody was signed in. Try again; if it stays so, the settings of the connection do not fit.',
  unavailable: 'Your identity provider can not be asked at the moment. Try again, or sign in with an owner key.',
  unknown:
    'You are not known in this organization yet. Ask its administrator to assign you, and to let the identity provider send you here.',
  inactive:
    'Your account in this organization is inactive. Ask its administrator to activate you at the identity provider.',
  ambiguous:
    'Several people of this organization have your identity, so nobody can sign in by it. Ask an owner to mend that; an owner key still works.',
  'not-owner':
    'You are a member of this organization, and only its Owners may use the console. Ask an owner for the role.',
}
