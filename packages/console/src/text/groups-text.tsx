import type { Choice, Order } from '../page/groups/groups-query.ts'
import type { ComponentChildren } from 'preact'
import { count } from './count.ts'

export const groupsText = {
  nothing: 'nothing',
  andMore: (gives: string | number) => `and ${gives} more`,
  member: 'Member',
  standsFor: 'Stands for',
  aPersonHere: 'a person here',
  group: 'Group',
  rolesAreGivenToPeople: 'Roles are given to people only',
  anotherGroup: 'another group',
  nobodyYet: 'nobody yet',
  allGroups: 'All groups',
  membersAndNames: (members: number, boundNames: ComponentChildren) => (
    <>
      {count(members, 'member')} · in the mapping: {boundNames}
    </>
  ),
  nobodyHereYetThey: (unresolved: number) =>
    `${count(unresolved, 'member is', 'members are')} nobody here yet. They count as soon as the provider sends a person with that id, and are dropped after 30 days.`,
  onlyThoseThatAreNobody: 'Only those that are nobody yet',
  members: 'Members',
  everybodyIsKnown: 'Everybody is known.',
  noMembers: 'No members.',
  eachMemberOfThisGroup: 'Each member of this group stands for a person here.',
  addPeopleToTheGroup: 'Add people to the group in your identity provider.',
  gives: 'Gives',
  inTheMapping: 'In the mapping',
  notKnownYet: 'Not known yet',
  changed: 'Changed',
  no: 'no',
  theGroupWasRenamed: 'The group was renamed; the mapping follows it',
  as: (names: string | number) => `as ${names}`,
  yes: 'yes',
  groups: 'Groups',
  whatTheProviderSends: () => (
    <>
      What the provider sends. A group gives nothing by itself; the <a href="/mapping">mapping</a> says what it gives.
    </>
  ),
  searchByName: 'Search by name',
  show: 'Show',
  sort: 'Sort',
  noGroupYet: 'No group yet.',
  assignGroupsToTheApplication: () => (
    <>
      Assign groups to the application in your identity provider; see <a href="/setup">Set up</a>, step 3.
    </>
  ),
  noGroupLikeThat: 'No group like that.',
  tryAPartOfItsName: 'Try a part of its name, or show all.',
  whatItGives: 'What it gives',
  nothingNoEntryOfTheMapping: 'Nothing: no entry of the mapping that is in force gives a role to whoever is in it.',
  ofTheOrganization: 'of the organization',
  inTheTeam: (scope: string | number, scope2: ComponentChildren) => (
    <>
      in the team <a href={`/teams/${scope}`}>{scope2}</a>
    </>
  ),
  lineOfTheMapping: (line: string | number) => `line ${line} of the mapping`,
  toSomebodyOfWhom: 'To somebody of whom nothing else is known; a condition on the person may say otherwise.',
  giveARoleToThisGroup: 'Give a role to this group',
} as const

export const choiceTitles: Readonly<Record<Choice, string>> = {
  all: 'all groups',
  giving: 'those that give a role',
  nothing: 'those that give nothing',
  unknown: 'those with members nobody knows yet',
}

export const orderTitles: Readonly<Record<Order, string>> = {
  name: 'by name',
  members: 'most members first',
  changed: 'changed last first',
}
