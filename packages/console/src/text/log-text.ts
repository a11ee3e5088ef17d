import type { LoggedRequest } from '../api/types.ts'

export const logText = {
  title: 'Log',
  lead: 'What the provider has sent, and what became of it. Secrets are masked.',
  search: 'Search by name, address or request id',
  none: 'No request like that.',
  widen: 'Widen the filters above.',
  notYet: 'Not a single call yet.',
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
