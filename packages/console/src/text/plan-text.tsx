import type { ComponentChildren } from 'preact'
import { count, number } from './count.ts'

export const planText = {
  teamsThatAreNotThere: 'Teams that are not there',
  rolesWait: (roles: number) => count(roles, 'role waits', 'roles wait'),
  inTheTeamForARole: (wait: string | number, id: string | number) =>
    `${wait} in the team ${id}, for a role that is not among the `,
  teamRoles: 'team roles',
  forTheTeamWhichIsNotThere: (wait: string | number, id: string | number) =>
    `${wait} for the team ${id}, which is not there.`,
  createTeam: (id: string | number) => `Create team ${id}`,
  in: (scope: string | number) => `in ${scope}`,
  becomes: 'becomes',
  loses: (roles: ComponentChildren, where: ComponentChildren) => (
    <>
      loses {roles} {where}
    </>
  ),
  keepsUntilAnOwner: (roles: ComponentChildren, where: ComponentChildren) => (
    <>
      keeps {roles} {where} until an owner decides
    </>
  ),
  waits: (roles: ComponentChildren, where: ComponentChildren) => (
    <>
      {roles} {where} waits
    </>
  ),
  gains: 'gains',
  keeps: 'keeps',
  forAnotherReasonAfter: ', for another reason',
  close: 'Close',
  whatThePlanDoes: 'What the plan does',
  rolesInForceNow: 'Roles in force now',
  organization: 'Organization',
  whereTheyComeFrom: 'Where they come from',
  of: (scope: string | number) => `of ${scope}`,
  given: (source: string | number) => `given: ${source}`,
  byTheGroup: (group: string | number) => `by the group ${group}`,
  openThePageOfThisPerson: 'Open the page of this person in a new tab',
  waitingForATeam: 'waiting for a team or a role',
  heldBackUntilAnOwner: 'held back until an owner decides',
  keptForAnotherReason: 'kept for another reason',
  somethingBesideRolesChanges: '; something beside roles changes',
  nobodyGainsOrLoses: (effects: ComponentChildren) => <>Nobody gains or loses a role{effects}.</>,
  itTouchesRoles: (people: number) => `It touches ${count(people, 'person', 'people')}. Roles:`,
  filterByEmailAddress: 'Filter by e-mail address',
  nobodyWhoseAddressHasThatInIt: 'Nobody whose address has that in it.',
  lookingAtEverybody: 'Looking at everybody',
  ofPeopleLookedAt: (done: number, total: number) => `${number(done)} of ${number(total)} people looked at`,
  howFarThePlan: 'How far the plan is',
  thisPlanWasMade: 'This plan was made by an earlier version; ask for it again.',
  andMoreOfFewer: (total: number) => `And ${number(total)} more, of fewer people each.`,
  heldBack: 'held back',
  forAnotherReason: 'for another reason',
  whatItChanges: 'What it changes',
  askForItBefore: 'Ask for it before you apply: you see each person who gains or loses a role, and why.',
  showTheChanges: 'Show the changes',
  by: (way: string | number) => `By ${way}`,
  besideRoles: (total: number) => `Beside roles (${number(total)})`,
  couldNotBeDecided: (failed: number) => `Could not be decided (${number(failed)})`,
  whatItHasGiven: (reason: string | number) => `${reason}; what it has given stays.`,
  andMore: (failed: number) => `And ${number(failed)} more.`,
  entriesThatNameNoGroup: (total: number) => `Entries that name no group (${number(total)})`,
  line: (line: string | number) => `Line ${line}: `,
  groupsThatNoEntry: (total: number) => `Groups that no entry names (${number(total)})`,
  andMoreOf: (total: number) => `And ${number(total)} more.`,
} as const
