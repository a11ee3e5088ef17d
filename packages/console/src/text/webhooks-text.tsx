import type { Receipt } from '../api/types.ts'
import type { Tone } from '../component/badge.tsx'
import type { ComponentChildren } from 'preact'
import { DocsLink } from '../component/docs-link.tsx'

export const webhooksText = {
  andMore: ' and more',
  eventsThatWereGiven: (rows: string | number, more: string | number) => `Events that were given up (${rows}${more})`,
  firstFailed: (timeAgo: ComponentChildren) => <>, first failed {timeAgo}</>,
  aboutAttempts: (
    eventId: ComponentChildren,
    about: ComponentChildren,
    attempts: string | number,
    failedAt: ComponentChildren,
    error: ComponentChildren,
  ) => (
    <>
      <code>{eventId}</code> about {about}
      <span class="note">
        {`${attempts} attempts`}
        {failedAt}
        {error}
      </span>
    </>
  ),
  deliverTheseAgain: 'Deliver these again',
  everythingFromTheFirst: 'Everything from the first of them on, with the same ids.',
  hasAnEventArrivedQuestion: 'Has an event arrived?',
  idOfTheEvent: 'Id of the event, as the feed and the audit have it',
  look: 'Look',
  eventsWaitInTheLog: (part: ComponentChildren) => (
    <>{part} Events wait in the log. Mend the receiver, send a test event, then switch it on.</>
  ),
  theLastAnswer: (lastError: string | number) => `The last answer: ${lastError}`,
  gets: 'Gets',
  everyEvent: 'every event',
  lastDelivered: 'Last delivered',
  nothingYet: 'nothing yet',
  failedAttemptsSince: 'Failed attempts since',
  last: (lastError: string | number) => `, last: ${lastError}`,
  signingSecrets: 'Signing secrets',
  ends: (timeAgo: ComponentChildren) => <> (ends {timeAgo})</>,
  made: (index: ComponentChildren, timeAgo: ComponentChildren, until: ComponentChildren) => (
    <>
      {index}
      made {timeAgo}
      {until}
    </>
  ),
  theTestEventWasTaken: 'The test event was taken.',
  noReasonWasGiven: 'no reason was given',
  theTestEventWasNotTaken: (error: string | number) => `The test event was not taken: ${error}`,
  sending: 'Sending…',
  sendTestEvent: 'Send test event',
  askChange: 'Change…',
  askRotateSecret: 'Rotate secret…',
  askDeliverAgain: 'Deliver again…',
  pause: 'Pause',
  switchOn: 'Switch on',
  askDelete: 'Delete…',
  rotateTheSecretOfQuestion: (displayName: string | number) => `Rotate the secret of ${displayName}?`,
  rotate: 'Rotate',
  aNewSecretIsShown:
    'A new secret is shown once. The one before signs beside it for a day: a receiver that knows either takes everything.',
  deliverEverythingAgainToQuestion: (displayName: string | number) => `Deliver everything again to ${displayName}?`,
  deliverAgain: 'Deliver again',
  fromTheFirstEvent:
    'From the first event since it was made, with the same ids. A receiver must know what it has had already.',
  deleteQuestion: (displayName: string | number) => `Delete ${displayName}?`,
  delete: 'Delete',
  nothingMoreIsDelivered:
    'Nothing more is delivered to it, and what waits or was given up for it is forgotten. The events stay in the feed.',
  switchedOff: 'switched off',
  paused: 'paused',
  failing: 'failing',
  on: 'on',
  newWebhook: 'New webhook',
  change: (displayName: string | number) => `Change ${displayName}`,
  create: 'Create',
  save: 'Save',
  name: 'Name',
  url: 'URL',
  typesOfEventsSeparated: 'Types of events, separated by commas (empty for all)',
  roleGrantedRoleRevoked: 'RoleGranted, RoleRevoked',
  webhooks: 'Webhooks',
  yourApplicationHearsAtOnce: () => (
    <>
      Your application hears at once who gains or loses a role.{' '}
      <DocsLink page="webhooks">Signatures, order and retries</DocsLink>
    </>
  ),
  copyItNowItIsShown: () => (
    <>
      <strong>Copy it now.</strong> It is shown once and stored nowhere in the clear.
    </>
  ),
  signingSecretOf: (displayName: string | number) => `Signing secret of ${displayName}`,
  noWebhookYet: 'No webhook yet.',
  withoutOneYourApplication: 'Without one, your application reads the feed of events when it likes.',
} as const

export const receiptStates: Readonly<Record<Receipt['state'], readonly [Tone, string]>> = {
  acknowledged: ['good', 'taken'],
  waiting: ['warn', 'tried again'],
  dead: ['bad', 'given up'],
  ahead: ['plain', 'not reached yet'],
  none: ['plain', 'not of its types'],
}

export const offReasons = {
  failing: 'Nothing could be delivered for days, so the server has switched it off.',
  gone: 'The receiver has answered that it is gone (410), so the server has switched it off.',
  refused: 'The receiver refuses whatever it gets, so the server has switched it off.',
} as const
