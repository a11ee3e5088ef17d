import type { ComponentChildren } from 'preact'
import { count, number } from './count.ts'
import type { Notice, SetupCheck } from '../api/types.ts'

/** What each check is called where it needs attention. */
export const checkFindings: Readonly<Record<SetupCheck['name'], string>> = {
  'token-exchange': 'The provider was refused a token',
  connection: 'The provider was refused',
  'first-user': 'No user has come yet',
  'external-id': 'People came without a stable externalId',
  'external-id-shared': 'People share one externalId and can’t sign in by it',
  email: 'People have an e-mail address that differs from userName',
  'provider-roles': 'People are assigned roles that the mapping does not know',
  'first-group': 'No group has come yet',
  'external-id-shared-groups': 'Groups share one externalId',
  mapping: 'The mapping gives nobody a role',
}

/** Notices that are items of the list, with the page that leads on; the others are there by what they are about. */
export const listedNotices: Partial<
  Readonly<Record<Notice['code'], { readonly title: string; readonly href: string }>>
> = {
  'endpoint-off': { title: 'Events are delivered to an endpoint no more', href: '/settings/webhooks' },
  'events-given-up': { title: 'Events were given up and are not delivered', href: '/settings/webhooks' },
  'provider-failing': { title: 'Many requests of the provider fail', href: '/log' },
  'provider-silent': { title: 'The provider does not call any more', href: '/log' },
  'secret-ends': { title: 'A secret ends', href: '/keys' },
}

export const overviewText = {
  title: 'Overview',
  lead: 'How the last 30 days went, and what waits for you.',
  attention: 'Needs you',
  nothing: 'Nothing needs you.',
  nothingMore: 'No hold is open, every check is green, and the roles are as computed.',
  nothingBut: 'No hold is open, and the roles are as computed. What the check list waits for comes from the provider.',
  ownerless: 'Nobody is Owner of the organization',
  paused: 'Decisions pause: the mapping does not compile on this server',
  unverified: 'Roles could not be verified',
  changes: 'Recent changes',
  noChanges: 'Nothing has changed yet.',
  requests: 'Requests of the provider',
  neverCalled: 'No call of a provider has been let in yet.',
  forADecision: (openHolds: number) => `${count(openHolds, 'change waits', 'changes wait')} for a decision`,
  heldBackBecauseItLooks: 'Held back because it looks like a mistake or a trick.',
  decide: 'Decide',
  giveSomebodyTheRole: 'Give somebody the role, or let the mapping give it.',
  people: 'People',
  everybodyKeepsTheRoles: 'Everybody keeps the roles they have.',
  mapping: 'Mapping',
  notAsComputed: (differences: number) => `${count(differences, 'role')} not as computed`,
  look: 'Look',
  of: (affected: string | number, theOf: string | number) => `${affected} of ${theOf}`,
  whatToDo: 'What to do',
  owners: 'Owners',
  rolesOfTheMapping: 'Roles of the mapping',
  fromToTodayFromTo: (title: string | number, day: string | number, name: number, name2: number) =>
    `${title} from ${day} to today: from ${number(name)} to ${number(name2)}`,
  countedEachDayFromToday: 'Counted each day from today on; the line begins tomorrow.',
  since: (difference: string | number, abs: number, day: string | number) => `${difference}${number(abs)} since ${day}`,
  setUp: 'Set up',
  ofChecks: (done: string | number, checks: string | number) => `${done} of ${checks} checks`,
  checksThatAreDone: 'Checks that are done',
  andMore: 'and more',
  noneFailed: (requests: number) => `${count(requests, 'request')}, none failed`,
  ofDidNotWork: (failures: number, requests: number) =>
    `${number(failures)} of ${count(requests, 'request')} did not work`,
  lastCall: (timeAgo: ComponentChildren, failures: ComponentChildren) => (
    <>
      Last call {timeAgo} · {failures}
    </>
  ),
  worked: 'worked',
  didNotWork: 'did not work',
} as const
