import { DocsLink } from '../component/docs-link.tsx'
import type { AuditVerdict } from '../api/types.ts'

export const auditText = {
  check: 'Verify the chain',
  checking: 'Verifying…',
  sealed: 'Each event is sealed with the one before it: what was changed or removed is found.',
  whole: 'The chain is whole:',
  events: 'events, each as it was written',
  older: 'older than the chain',
  keep: 'Keep its newest hash elsewhere; who can write to the database can’t make one that matches it:',
  broken: 'The chain is broken.',
  end: 'The end',
  next: 'What to do now',
  anchored: 'Broken before, as was said by',
  details: 'Details',
  what: 'What',
  who: 'Who',
  when: 'When',
  whatChanged: 'What changed',
  audit: 'Audit',
  exportEverything: 'Export everything',
  whoDidWhatAndFromWhere: () => (
    <>
      Who did what, and from where; newest first.{' '}
      <DocsLink page="audit">What is in it, and how to check that nothing is missing</DocsLink>
    </>
  ),
  about: 'About',
  everything: 'everything',
  byIdOfAKey: 'By (id of a key, person:ID, server)',
  fromUtc: 'From (UTC)',
  nothingLikeThat: 'Nothing like that.',
  askForAnotherKind: 'Ask for another kind, or an earlier day.',
  from: (address: string | number) => `from ${address}`,
} as const

/** What is wrong with the event that is named before it. */
export const breakWords: Readonly<Record<NonNullable<AuditVerdict['broken']>['problem'], string>> = {
  changed: 'is not what was written, or what stood before it was changed or removed',
  unsealed: 'has no hash',
  cut: 'is missing: the newest events are gone, or the newest hash was changed',
}
