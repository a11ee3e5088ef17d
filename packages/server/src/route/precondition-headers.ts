import type { Parameter } from './route.ts'

/** Holds a change against the version that was read (RFC 9110 §13.1.1): 412 where there is a newer one. */
export const ifMatch: Parameter = {
  name: 'If-Match',
  description: 'The ETag that was read; 412 where there is a newer one',
}

/** For a resource that has no ETag (RFC 9110 §13.1): it is made only where there is none, or changed only where there is one. */
export const presence: readonly Parameter[] = [
  { name: 'If-None-Match', description: '*: only where there is none yet; 412 where there is one' },
  { name: 'If-Match', description: '*: only where there is one; 412 where there is none, or none any more' },
]

/** Answers what is known already without a body (RFC 9110 §13.1.2). */
export const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  description: 'The ETag that is known; 304 where it is the current one',
}
