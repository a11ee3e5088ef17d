import type { Plugin } from '../api/types.ts'
import type { ComponentChildren } from 'preact'
import { DocsLink } from '../component/docs-link.tsx'
import { count } from './count.ts'

export const settingsText = {
  providerClients: 'Provider clients',
  providersThatGetShort: () => (
    <>
      Providers that get short-lived tokens by OAuth. A provider with a long-lived token is under{' '}
      <a href="/keys">Keys</a>.
    </>
  ),
  noClient: 'No client.',
  makeOneForYourProvider: () => (
    <>
      Make one for your provider under <a href="/setup">Set up</a>.
    </>
  ),
  notSeenYet: 'not seen yet',
  seen: (timeAgo: ComponentChildren) => <>seen {timeAgo}</>,
  refused: (timeAgo: ComponentChildren, reason: ComponentChildren) => (
    <>
      Refused {timeAgo}: {reason}
    </>
  ),
  clientIdentifier: 'Client identifier',
  copyItNowItIsShown: () => (
    <>
      <strong>Copy it now.</strong> It is shown once and stored nowhere. The one before goes on until you revoke it.
    </>
  ),
  clientSecret: 'Client secret',
  askRevokeTheClient: 'Revoke the client…',
  askRotateTheSecret: 'Rotate the secret…',
  revokeQuestion: (displayName: string | number) => `Revoke ${displayName}?`,
  revoke: 'Revoke',
  keepIt: 'Keep it',
  itsSecretsAndEvery:
    'Its secrets and every token that it has end at once: the provider is refused from then on. Nobody loses a role by that; what changes at the provider does not come any more.',
  dangerZone: 'Danger zone',
  whatTakesMuchAway: 'What takes much away at once. Each says first what it does.',
  yourKeyMayOnly: 'Your key may only read.',
  giveNothingByTheMapping: 'Give nothing by the mapping',
  emptyTheMappingInItsEditor: () => (
    <>
      Empty the <a href="/mapping">mapping</a> in its editor: the plan shows everybody who loses a role, and it can be
      taken back under <a href="/mapping/versions">Versions</a>. The last Owner stays.
    </>
  ),
  deleteTheOrganization: 'Delete the organization',
  thereIsNoWay: () => (
    <>
      There is no way to do that here: roles, people and the audit are kept. The operator of the server removes its
      database, or restores an older one: <DocsLink page="operations">Operations</DocsLink>.
    </>
  ),
  stopProvisioning: 'Stop provisioning',
  revokesEveryKeyAndClient:
    'Revokes every key and client that a provider uses, at once. Nobody loses a role; nothing that changes at the provider comes here any more, deactivations neither.',
  noProviderHasAKey: 'No provider has a key or a client.',
  askStopProvisioning: 'Stop provisioning…',
  stopProvisioningToQuestion: (name: string | number) => `Stop provisioning to ${name}?`,
  stop: 'Stop',
  goOnProvisioning: 'Go on provisioning',
  andEnd: (ending: number, endingClients: number, listNames: string | number) =>
    `${count(ending, 'key')} and ${count(endingClients, 'client')} end: ${listNames}.`,
  nobodyWhoLeavesYourCompany:
    "Nobody who leaves your company is deactivated here until a provider has a new key. This can't be undone.",
  typeToGoOn: (name: string | number) => `Type ${name} to go on`,
  andMore: (all: string | number) => ` and ${all} more`,
  settings: 'Settings',
  whatTheOrganizationDecides: 'What the organization decides for itself.',
  id: 'Id',
  everythingKnowsTheOrganization:
    'Everything knows the organization by it, whatever it is called. On the sign-in page it leads here, too.',
  idOfTheOrganization: 'Id of the organization',
  nameOfTheOrganization: 'Name of the organization',
  name: 'Name',
  itStandsAtTheTop: "It stands at the top of this console and in the operator's lists. Nothing else depends on it.",
  saveName: 'Save name',
  plugins: 'Plugins',
  whatRunsOnThisServer: () => (
    <>
      What runs on this server, in its order. The operator chooses them in the configuration.{' '}
      <DocsLink page="plugins">How plugins work</DocsLink>
    </>
  ),
  noPluginRuns: 'No plugin runs.',
  rolesAreGivenByHand: 'Roles are given by hand alone then.',
  provider: 'provider',
  itContributesNothing: 'It contributes nothing.',
  changesOfUserName: 'Changes of userName',
  aProviderMayChange:
    'A provider may change the userName of somebody. The person is known by the new one from then on, with the same id, groups and roles.',
  aProviderMayNotChange:
    'A provider may not change the userName of somebody: the person keeps the one they came with. What else a request changes is done, and the log says that the name was kept.',
  askDoNotLetItChange: 'Do not let it change…',
  askLetItChange: 'Let it change…',
  keepUserNamesAsTheyQuestion: 'Keep userNames as they came?',
  letProvidersChangeUserNamesQuestion: 'Let providers change userNames?',
  keepThem: 'Keep them',
  letThemChange: 'Let them change',
  leaveIt: 'Leave it',
  nobodyIsRenamedBack:
    'Nobody is renamed back. From now on a new userName is left out; who is sent another one keeps the old.',
  fromNowOnSomebody:
    'From now on somebody whose address changes at the provider is found here by the new one. Your application hears of it by the feed and webhooks, and must know people by their id and not by their address.',
  aNameThatSomebody: 'A name that somebody else has is still refused.',
} as const

export const contributionTitles: Readonly<Record<Plugin['contributions'][number]['kind'], string>> = {
  provider: 'Speaks for',
  section: 'Sections of the mapping',
  fact: 'Facts for conditions',
  operator: 'Operators for conditions',
  effect: 'What rules may give',
  hook: 'Takes part in',
  panel: 'Panels',
  route: 'API',
}

export const settingsPlaces = [
  ['/settings', 'General'],
  ['/settings/team-roles', 'Team roles'],
  ['/keys', 'Keys'],
  ['/settings/clients', 'Provider clients'],
  ['/sso', 'Single sign-on'],
  ['/settings/webhooks', 'Webhooks'],
  ['/settings/audit', 'Audit'],
  ['/settings/plugins', 'Plugins'],
  ['/settings/danger', 'Danger zone'],
] as const
