import type { ComponentChildren } from 'preact'
import { number } from './count.ts'
export const personText = {
  roles: 'Roles in force',
  inactive: 'Roles come back when the provider activates the person again.',
  origins: 'Where they come from',
  none: 'Member by membership alone.',
  groups: 'Groups',
  noGroups: 'In no group that the provider has sent.',
  sent: 'As the provider sent it',
  byHand: 'Invited by hand; no provider has sent this person.',
  timeline: 'What happened',
  nothingYet: 'Nothing is known of this person yet.',
  otherwise: 'At another time, or in other groups',
  same: 'The same roles as now.',
  true: '✓ true',
  false: '✗ false',
  notSet: 'not set',
  hereItIs: (fact: string | number) => ` here it is ${fact}`,
  besideRoles: 'Beside roles',
  by: (rule: string | number) => `by ${rule}`,
  byLineOfTheMapping: (line: string | number) => `by line ${line} of the mapping`,
  endsAt: (timeAgo: ComponentChildren) => <>Ends {timeAgo}.</>,
  noRuleOfTheMapping: () => (
    <>
      No rule of the mapping gives this role. Add an entry for it under <a href="/mapping">Mapping</a>.
    </>
  ),
  is: (variable: string | number, value: string | number) => `${variable} is “${value}”`,
  saysSo: (template: string | number, values: string | number) => `${template} says so: ${values}.`,
  theGroupWasCalled: (groupThen: string | number, groupNow: string | number) =>
    `The group was called ${groupThen} then and is called ${groupNow} now; the mapping follows it.`,
  theNearestRuleStands: 'The nearest rule stands',
  aRuleStands: 'A rule stands',
  inLineOfTheMapping: (nearest: string | number, line: string | number) => `${nearest} in line ${line} of the mapping:`,
  andMore: (groupCount: number) => `and ${number(groupCount)} more`,
  changed: (timeAgo: ComponentChildren) => <>Changed {timeAgo}</>,
  externalId: 'externalId',
  roleOfScope: (roleChip: ComponentChildren, scope: ComponentChildren) => (
    <>
      {roleChip} of {scope}
    </>
  ),
  until: (timeAgo: ComponentChildren) => <>, until {timeAgo}</>,
  details: 'Details',
  group: 'Group',
  mapping: 'Mapping',
  version: (mappingVersion: string | number) => `version ${mappingVersion}`,
  since: 'Since',
  ends: 'Ends',
  givenByHand: 'given by hand',
  assignedByTheProvider: 'assigned by the provider',
  madeOnTheServer: 'made on the server for emergencies',
  byTheMapping: 'by the mapping',
  byTheGroup: (group: string | number) => `by the group ${group}`,
  rolesGivenByHand: 'Roles given by hand',
  theProviderNeverTakes: 'The provider never takes these away.',
  namedRoleOfScope: (role: ComponentChildren, scope: ComponentChildren) => (
    <>
      <strong>{role}</strong> of {scope}
    </>
  ),
  takeAwayOf: (role: string | number, scope: string | number) => (
    <>
      Take away<span class="visually-hidden">{` ${role} of ${scope}`}</span>
    </>
  ),
  where: 'Where',
  organization: 'Organization',
  role: 'Role',
  give: 'Give',
  whatIf: 'What if',
  itWereAPast: 'it were a past time',
  thisGroupHadThePerson: 'this group had the person',
  thisGroupHadThePersonNot: 'this group had the person not',
  time: 'Time',
  show: 'Show',
  asNow: 'as now',
  notNow: 'not now',
  onlyNow: 'only now',
  comparedRole: (roleChip: ComponentChildren, scope: ComponentChildren, badge: ComponentChildren) => (
    <>
      {roleChip} of {scope}
      {badge}
    </>
  ),
  allPeople: 'All people',
  emailValidated: 'e-mail validated',
  emailNotValidated: 'e-mail not validated',
  requestsInTheLog: 'requests in the log',
  noGroupOfThisPerson: () => (
    <>
      No group of this person is in the <a href="/mapping">mapping</a>, and nobody has given a role by hand. Ask below
      why a role is not there.
    </>
  ),
  theRequest: 'the request',
  versionOfTheMapping: (version: string | number) => `Version ${version} of the mapping`,
  byOf: (author: string | number) => ` by ${author}`,
  byTheKey: (keyName: string | number) => `, by the key ${keyName}`,
  with: ', with ',
  thisRequest: 'this request',
  itBegan: (timeAgo: ComponentChildren, keyName: ComponentChildren, kind: ComponentChildren) => (
    <>
      It began {timeAgo}
      {keyName}
      {kind}.
    </>
  ),
  whyIsARole: 'Why is a role not there?',
  ask: 'Ask',
} as const

/** What each state of a grant means to somebody who has never read the documentation. */
export const grantStates: Readonly<Record<string, string>> = {
  active: 'In force',
  retained: 'In force: the last owner is never removed, though no group gives the role any more',
  withheld: 'Not in force until an owner decides; see Holds',
  waiting: 'Not in force yet: there is no such team, or the team has no such role',
  suspended: 'Not in force while the person is inactive',
  suppressed: 'Not in force: in this team only the mapping gives roles',
  expired: 'Not in force any more: it has ended',
}
