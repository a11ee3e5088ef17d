import type { Outcome } from '@rolecall/core/delivery/outcome'

import type { ReceiverAnswer } from '../outbound/create-outbound.ts'

/** Nothing is said of why: who gave the address must not find out by it what there is beside the server. */
export const unreachable: Outcome = {
  delivered: false,
  error: 'no answer: the address was not reached within 10 seconds, or is none of the Internet',
}

/** What an answer means: 2xx is an acknowledgement, 410 the end (Standard Webhooks). */
export function toOutcome({ retryAfter, status }: ReceiverAnswer, now: string): Outcome {
  if (status >= 200 && status < 300) return { delivered: true }
  const error = status >= 300 && status < 400 ? `status ${status}: redirects are not followed` : `status ${status}`
  return { delivered: false, error, gone: status === 410, retryAfter: toMilliseconds(retryAfter, now) }
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function toMilliseconds(text: string | null, now: string): number | null {
  if (text === null) return null
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - Date.parse(now))
}
