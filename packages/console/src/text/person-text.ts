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
