import type { Step } from './request-state.ts'

/** What no page of ours asks a browser for; a page that somebody smuggled in shall not either. */
const permissions = ['camera', 'display-capture', 'geolocation', 'microphone', 'midi', 'payment', 'usb']

/**
 * What every answer says to a browser. Answers are data about people: no store, no sniffing, no embedding, no script, and
 * nothing for pages of other origins. `secure`: clients come by https, and are told to keep to it for a year; other hosts of
 * the domain are not ours to speak for.
 */
export function secureHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': permissions.map((permission) => `${permission}=()`).join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(secure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}

/** Says so before anything else is done, so that errors say it too. */
export function setSecureHeaders(secure: boolean): Step {
  const headers = Object.entries(secureHeaders(secure))
  return ({ res }, next) => {
    for (const [name, value] of headers) res.setHeader(name, value)
    return next()
  }
}
