import type { Outcome } from '@rolecall/core/delivery/outcome'

import { toOutcome } from '../delivery/to-outcome.ts'
import type { ReceiverAnswer } from '../outbound/create-outbound.ts'

/**
 * What a receiver can refuse a token for (RFC 8935 §2.4). Only one is about this token; by the others it would refuse each, as long
 * as nobody has mended it: another key, issuer or audience was expected, or another `Authorization`.
 */
const refusals = {
  invalid_request: 'event',
  invalid_key: 'all',
  invalid_issuer: 'all',
  invalid_audience: 'all',
  authentication_failed: 'all',
  access_denied: 'all',
} as const

/**
 * What an answer to a push means. A token that was refused is not sent again (RFC 8935 §2), but where the receiver asks for that by
 * `Retry-After`; a code that nobody has registered says nothing about it, and is tried as any failure is.
 */
export function toPushOutcome(answer: ReceiverAnswer, now: string): Outcome {
  const outcome = toOutcome(answer, now)
  if (outcome.delivered) return outcome
  const code = codeOf(answer)
  if (code === undefined) return outcome
  const isFinal = answer.status >= 400 && answer.status < 500 && answer.retryAfter === null
  const refuses = isFinal && isRegistered(code) ? refusals[code] : null
  return { ...outcome, error: `${outcome.error} (${code})`, refuses }
}

/** The code of an error; what else the receiver says is nobody's text. */
function codeOf({ body }: ReceiverAnswer): string | undefined {
  try {
    const said: unknown = JSON.parse(body)
    const err = (said as { readonly err?: unknown } | null)?.err
    return typeof err === 'string' && /^[\w.:-]{1,60}$/.test(err) ? err : undefined
  } catch {
    return undefined
  }
}

function isRegistered(code: string): code is keyof typeof refusals {
  return Object.hasOwn(refusals, code)
}
