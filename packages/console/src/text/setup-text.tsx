import type { ComponentChildren } from 'preact'

import type { SetupCheck } from '../api/types.ts'
import type { Proof } from './provider-guides.ts'
import { PageLink } from '../component/page-link.tsx'
import { number } from './count.ts'

export const setupText = {
  checkListOf: (done: string | number, checks: string | number) => (
    <>
      Check list <span class="muted">{`${done} of ${checks}`}</span>
    </>
  ),
  checksThatAreDone: 'Checks that are done',
  theLastRequestForAToken: (examples: ComponentChildren) => <>The last request for a token was refused: {examples}.</>,
  theLastCallWasRefused: (reason: string) =>
    `The last call was refused: ${reason}. Look at what the provider has as its secret.`,
  itIsAppliedAndGives: 'It is applied and gives nobody a role yet: does a group have the name it says?',
  ofGroupsHaveTheExternalId: (affected: ComponentChildren, theOf: ComponentChildren, pageLink: ComponentChildren) => (
    <>
      {affected} of {theOf} groups have the externalId of another: {pageLink}. Map it to the id of the group (Entra:
      objectId).
    </>
  ),
  ofTheLastPeople: (affected: string | number, theOf: string | number) => `${affected} of the last ${theOf} people`,
  ofPeopleHaveTheExternalId: (affected: ComponentChildren, theOf: ComponentChildren, some: ComponentChildren) => (
    <>
      {affected} of {theOf} people have the externalId of somebody else and can't sign in by it: {some}. Map externalId
      to the id of the person (Entra: objectId).
    </>
  ),
  ofPeopleAreAssigned: (affected: ComponentChildren, theOf: ComponentChildren, some: ComponentChildren) => (
    <>
      {affected} of {theOf} people are assigned a role or an entitlement that the mapping does not know: {some}. Assign
      what there is, or add it to providerRoles.
    </>
  ),
  cameWithoutAStable: (share: ComponentChildren, some: ComponentChildren) => (
    <>
      {share} came without a stable id as externalId: {some}. Map externalId to the id of the person (Entra: objectId).
    </>
  ),
  haveAWorkEmail: (share: ComponentChildren, some: ComponentChildren) => (
    <>
      {share} have a work e-mail address that differs from userName: {some}. Map both to the same address.
    </>
  ),
  whatTheClientProves: 'What the client proves itself by',
  notUsedYet: 'not used yet',
  lastUsed: (timeAgo: ComponentChildren) => <>last used {timeAgo}</>,
  revokeNamed: (name: ComponentChildren) => (
    <>
      Revoke<span class="visually-hidden"> {name}</span>
    </>
  ),
  allOfTheseWork: 'All of these work. Revoke the old one when the new one has been seen in use.',
  ended: 'ended',
  theClientItself: 'the client itself',
  assertionsOf: (issuer: string | number) => `assertions of ${issuer},`,
  aSecret: 'a secret,',
  aSecretThatEnds: (expiresAt: string | number) => `a secret that ends on ${expiresAt},`,
  revokeQuestion: (name: string | number) => `Revoke ${name}?`,
  revoke: 'Revoke',
  keepIt: 'Keep it',
  theTokensThatItWasGood:
    "The tokens that it was good for end with it: whoever uses one is refused from now on. This can't be undone.",
  theSecretEndsIn: 'The secret ends in',
  oneYear: 'one year',
  years: (lifetime: number) => `${lifetime} years`,
  createNextSecret: 'Create next secret',
  createClient: 'Create client',
  whatTheProviderShows: 'What the provider shows',
  copyTheseFromTheProvider: 'Copy these from the provider. They are compared exactly with what it sends.',
  trustIt: 'Trust it',
  tokenEndpoint: 'Token endpoint',
  clientIdentifier: 'Client identifier',
  copyItNowItIsShown: () => (
    <>
      <strong>Copy it now.</strong> It is shown once and stored nowhere.
    </>
  ),
  clientSecret: 'Client secret',
  theLastRequestForATokenOf: (reason: ComponentChildren) => <>The last request for a token was refused: {reason}.</>,
  howItProvesWhoItIs: 'How it proves who it is',
  yourIdentityProvider: 'Your identity provider',
  createSecretToken: 'Create secret token',
  allOfTheseWorkRevoke: 'All of these work. Revoke the old one when the provider has been seen with the new one.',
  toChangeItWithout:
    'To change it without a gap, create a second one, type it into the provider, then revoke the first.',
  setUp: 'Set up',
  connectYourIdentityProvider:
    'Connect your identity provider. It then creates people and groups here by itself, and your mapping gives them roles.',
  nobodyIsOwnerOfThisOrganization: () => (
    <>
      Nobody is Owner of this organization. Give somebody the role under <PageLink href="/people">People</PageLink>, or
      let the mapping give it.
    </>
  ),
  nothingIsDeliveredToAny: (displayName: string | number, lastError: string | number) =>
    `Nothing is delivered to ${displayName} any more: the server has switched it off${lastError}. `,
  lookAtIt: 'Look at it',
  theMappingDoesNotCompile: () => (
    <>
      The mapping does not compile on this server, so everybody keeps the roles they have. What the provider sends is
      kept, and decided as soon as a <PageLink href="/mapping">mapping</PageLink> compiles; a plugin may be missing.
    </>
  ),
  whatItAsksFor: 'What it asks for',
  aProviderInTheCloud: () => (
    <>
      A provider in the cloud needs an address it can reach by https; start the server with{' '}
      <code>--base-url https://…</code> then.
    </>
  ),
  attributeMappingOfUsers: 'Attribute mapping of users',
  keepTheseAndDelete: 'Keep these and delete all others.',
  attributeHere: 'Attribute here',
  comesFrom: 'Comes from',
  whomItSends: 'Whom it sends',
  whichGroupGivesWhichRole: 'Which group gives which role',
  writeTheMappingSee: () => (
    <>
      Write the <PageLink href="/mapping">mapping</PageLink>, see what it changes, and apply it.
    </>
  ),
  people: 'People',
  owners: 'Owners',
  groups: 'Groups',
  teams: 'Teams',
  groupMembersNobodyKnows: 'Group members nobody knows yet',
  atAGlance: 'At a glance',
  seen: 'seen',
  learnMore: (step: number) => (
    <>
      Learn more<span class="visually-hidden">{` about step ${step}`}</span>
    </>
  ),
  rolesCouldNotBeVerified: (timeAgo: ComponentChildren, failure: ComponentChildren) => (
    <>
      Roles could not be verified {timeAgo}: {failure}
    </>
  ),
  allRolesOfTheMapping: (grants: number) =>
    `All ${number(grants)} roles of the mapping were as computed from the groups`,
  ofRolesOfTheMapping: (differences: number, grants: number) =>
    `${number(differences)} of ${number(grants)} roles of the mapping were not as computed from the groups`,
} as const

export const checkTitles: Readonly<Record<SetupCheck['name'], string>> = {
  'token-exchange': 'Token exchange seen',
  connection: 'Connection tested',
  'first-user': 'First user seen',
  'external-id': 'externalId identifies people',
  'external-id-shared': 'No two people have one externalId',
  email: 'E-mail addresses validate',
  'provider-roles': 'Assigned roles are known',
  'first-group': 'First group seen',
  'external-id-shared-groups': 'No two groups have one externalId',
  mapping: 'Mapping gives roles',
}

export const checkHints: Readonly<Record<SetupCheck['name'], string>> = {
  'token-exchange': 'Turns green when the provider first gets an access token for its client.',
  connection: 'Turns green when the provider first calls. A call with a key that is none of yours is not seen here.',
  'first-user': 'Provision one user on demand, or start provisioning.',
  'external-id': 'Known with the first user: it should be the stable id of the person.',
  'external-id-shared': 'Known with the first user: nobody who shares it can sign in by it.',
  email: 'Known with the first user: userName should equal the work e-mail address.',
  'provider-roles': 'Known with the first user who is assigned a role.',
  'first-group': 'Assign a group to the application and let it be provisioned.',
  'external-id-shared-groups': 'Known with the first group.',
  mapping: 'Write which groups give which roles, then apply it.',
}

export const checkMarks: Readonly<Record<SetupCheck['state'], readonly [string, string]>> = {
  done: ['✓', 'Done'],
  attention: ['!', 'Needs attention'],
  waiting: ['', 'Waiting'],
}

/** The four values that the provider shows, by what it calls them. */
export const trustFields = [
  ['issuer', 'Issuer (iss)', 'https://login.microsoftonline.com/TENANT_ID/v2.0'],
  ['jwksUri', 'JWKS URL', 'https://login.microsoftonline.com/TENANT_ID/discovery/v2.0/keys'],
  ['subject', 'Subject (sub)', 'the object id of the workload identity'],
  ['audience', 'Audience (aud)', 'api://APPLICATION_ID/.default'],
] as const

/** What one calls the ways in which a provider proves who it is. */
export const proofTitles: Readonly<Record<Proof, string>> = {
  secret: 'OAuth client credentials',
  trust: 'Workload identity federation',
  token: 'Secret token',
}
