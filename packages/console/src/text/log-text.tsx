import type { ComponentChildren } from 'preact'
import { count, number } from './count.ts'
import type { LoggedRequest } from '../api/types.ts'

export const logText = {
  title: 'Log',
  lead: 'What the provider has sent, and what became of it. Secrets are masked.',
  search: 'Search by name, address or request id',
  none: 'No request like that.',
  widen: 'Widen the filters above.',
  notYet: 'Not a single call yet.',
  leftOut: (leftOut: string | number) => `Left out: ${leftOut}`,
  notAllOfIt: 'not all of it',
  details: ', details',
  somethingThatIsGone: 'something that is gone',
  aPersonWhoIsGone: 'a person who is gone',
  aGroupThatIsGone: 'a group that is gone',
  whatToDo: 'What to do:',
  answeredAsASuccess: (leftOut: ComponentChildren) => <>Answered as a success, and not done: {leftOut}</>,
  acceptedThoughItDeviates: (tolerances: ComponentChildren) => (
    <>Accepted though it deviates from the standard: {tolerances}</>
  ),
  took: 'Took',
  ms: (round: string | number) => `${round} ms`,
  provider: 'Provider',
  requestId: 'Request id',
  traceId: 'Trace',
  path: 'Path',
  sent: 'Sent',
  answered: 'Answered',
  requestsOverTime: 'Requests over time',
  requests: 'Requests',
  failedTitle: 'Did not work',
  shareOfThem: 'Share of them',
  notAllDone: 'Not all done',
  lastCall: 'Last call',
  never: 'never',
  range: 'Range',
  workedOnes: 'worked',
  failedOnes: 'did not work',
  microsoftEntraIdStops: (threshold: string | number, minimum: number) =>
    `Microsoft Entra ID stops calling ("quarantine") when ${threshold} of at least ${number(minimum)} calls fail. `,
  thatIsReachedSee: 'That is reached: see what was refused below.',
  itIsNotFar: 'It is not far.',
  outcome: 'Outcome',
  all: 'All',
  changedSomething: 'Changed something',
  worked: 'Worked',
  refused: 'Refused',
  failedHere: 'Failed here',
  workedButNotAll: 'Worked, but not all of it',
  about: 'About',
  everything: 'Everything',
  people: 'People',
  groups: 'Groups',
  live: 'Live',
  typeTheTenantUrl: () => (
    <>
      Type the tenant URL and the secret token into your provider and test the connection: see{' '}
      <a href="/setup">Set up</a>. A call that was refused for its key or its client is no request of yours and does not
      stand here; the check list there says so.
    </>
  ),
  requestsTheNewestFirst: 'Requests, the newest first',
  onlyOnePersonOr: 'Only one person or group',
  showAll: 'Show all',
  personOrGroup: 'Person or group',
  anybody: 'Anybody',
  barTitle: (title: string | number, total: number, marked: number) =>
    `${title}: ${count(total, 'request')}, ${number(marked)} did not work`,
  days: (hours: number) => `${number(hours)} days`,
  hours: (hours: number) => count(hours, 'hour'),
  inOfThemDid: (requests: number, span: string | number, failures: number) =>
    `${count(requests, 'request')} in ${span}, ${number(failures)} of them did not work`,
} as const

/** How a request ended, where it did not simply work. */
export const outcomeWords: Readonly<Record<LoggedRequest['outcome'], string>> = {
  success: 'worked',
  refused: 'refused',
  failed: 'failed here',
}

type Asked = Pick<LoggedRequest, 'method' | 'outcome' | 'resourceType' | 'path'>

/** What a request wanted that has changed nothing; `about` follows it, where it is known. */
export function describeRequest({ method, outcome, path, resourceType }: Asked): string {
  const wanted = outcome === 'success' ? '' : 'tried to '
  const past = (verb: string, done: string): string => (wanted === '' ? done : wanted + verb)
  if (resourceType === 'Bulk') return past('send many changes at once:', 'sent many changes at once')
  const noun = resourceType === 'User' ? 'person' : resourceType === 'Group' ? 'group' : 'resource'
  const many = noun === 'person' ? 'people' : `${noun}s`
  if (method === 'GET' || method === 'HEAD' || path.includes('/.search')) {
    if (resourceType === null || !path.includes(`/${resourceType}s`)) return past('read', 'read')
    return isOfOne(path) ? past('read', 'read') : past(`look for ${many}`, `looked for ${many}`)
  }
  if (method === 'POST') return past(`create a ${noun}`, `created a ${noun}`)
  if (method === 'DELETE') return past('delete', 'deleted')
  return wanted === '' ? 'changed nothing of' : 'tried to change'
}

/** Whether the path names one resource. */
export function isOfOne(path: string): boolean {
  return /\/(Users|Groups)\/[^/?]+/.test(path)
}

/** How far back one looks, and how many hours are one bar then. */
export const logRanges = [
  ['24', '24 hours', 1],
  ['168', '7 days', 6],
  ['720', '30 days', 24],
] as const
