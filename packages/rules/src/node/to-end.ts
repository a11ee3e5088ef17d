import { toInstant } from '@rolecall/core/scim/resource/to-instant'

const day = 86_400_000

/** The instant (UTC) at which something ends: a date ends at 24:00 UTC of that day. `undefined` for neither. */
export function toEnd(text: string): string | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const start = toInstant(`${text}T00:00:00Z`)
    return start === undefined ? undefined : new Date(Date.parse(start) + day).toISOString()
  }
  return /(?:Z|[+-]\d\d:\d\d)$/i.test(text) ? toInstant(text) : undefined
}
