import type { ComponentChildren } from 'preact'
import type { Hold } from '../api/types.ts'
import { count } from './count.ts'

export const holdsText = {
  approveQuestion: 'Approve?',
  rejectQuestion: 'Reject?',
  moreWaitsNowThan: 'More waits now than you have seen. Close this and look at the roles again.',
  notYet: 'Not yet',
  allButTheOwners: 'All but the Owners',
  approve: 'Approve',
  reject: 'Reject',
  holds: 'Holds',
  changesThatLookLike:
    'Changes that look like a mistake or a trick wait here until an owner decides. Sign-ins and deactivations never wait.',
  show: 'Show',
  nothingWaitsForYou: 'Nothing waits for you.',
  none: 'None.',
  ifAProviderTakes: () => (
    <>
      If a provider takes away many roles at once, you can have that wait here: set <code>limits</code> in the{' '}
      <a href="/mapping">mapping</a>.
    </>
  ),
  chooseAnotherStateAbove: 'Choose another state above.',
  decidedByItself: (timeAgo: ComponentChildren) => <>, decided by itself {timeAgo}</>,
  since: (timeAgo: ComponentChildren, expiresAt: ComponentChildren, decidedAt: ComponentChildren) => (
    <>
      Since {timeAgo}
      {expiresAt}
      {decidedAt}
    </>
  ),
  roles: (lines: number) => count(lines, 'role'),
  wouldGain: 'would gain',
  wouldLose: 'would lose',
  byTheGroup: (group: string | number) => `by the group ${group}`,
  of: (
    personLink: ComponentChildren,
    effect: ComponentChildren,
    role: ComponentChildren,
    scope: ComponentChildren,
    group: ComponentChildren,
  ) => (
    <>
      {personLink} {effect} <strong>{role}</strong> of {scope}
      {group}
    </>
  ),
  andMore: (lines: string | number) => `and ${lines} more`,
  askReject: 'Reject…',
  askApprove: 'Approve…',
} as const

/** How each stands. */
export const holdStates: Readonly<Record<Hold['state'], string>> = {
  open: 'to decide',
  approved: 'approved',
  rejected: 'rejected',
  expired: 'ended by time',
  dissolved: 'no longer needed',
}

/** What each kind is, and what the two answers do. */
export const holdKinds: Readonly<Record<string, { title: string; approve: string; reject: string }>> = {
  takeover: {
    title: 'Another group has taken a name of the mapping',
    approve: 'The group gives the roles of that name from now on.',
    reject: 'The group gives nothing by that name.',
  },
  'external-id-changed': {
    title: 'A group of the mapping has another id at the provider',
    approve: 'It is the same group; it gives its roles again.',
    reject: 'What it would newly give stays withheld.',
  },
  'owner-relinked': {
    title: 'An owner has another sign-in at the provider',
    approve: 'The new sign-in is that owner.',
    reject: 'The new sign-in does not work.',
  },
  'person-replaced': {
    title: 'Somebody came back who may be another person',
    approve: 'It is the same person; the roles given by hand are in force again.',
    reject: 'It is another person; the roles given by hand are taken away.',
  },
  'revert-refused': {
    title: 'A mapping on trial can not go back by itself',
    approve: 'The version before is in force again, though it would be refused today.',
    reject: 'The mapping that was on trial stays.',
  },
  brake: {
    title: 'More roles would be lost than the limits allow',
    approve: 'The roles are taken away now.',
    reject: 'The people keep the roles, as if you had given them by hand.',
  },
}

export const anyHold = {
  title: 'A change waits',
  approve: 'The change happens.',
  reject: 'The change does not happen.',
}
