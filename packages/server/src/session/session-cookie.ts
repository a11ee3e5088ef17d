import type { IncomingHttpHeaders } from 'node:http'

import { readCookie } from '../http/read-cookie.ts'
import { toCookieName } from '../http/cookie-name.ts'
import { isSecure } from '../http/request-origin.ts'
import { siteOf, type Site } from '../http/site.ts'

const word = 'rolecall'

/** The token of a sign-in by a key, or of a person. */
const form = /^(p\.)?[\w-]{43}$/

/**
 * The token of the session that a browser sends; `undefined` where there is none of our form. Under https only the name with
 * the prefix counts: another host of the same domain, or anybody on the way of a page without TLS, can set the other one.
 */
export function presentedSession(headers: IncomingHttpHeaders, site: Site): string | undefined {
  const token = readCookie(headers, toCookieName(word, site))
  return token !== undefined && form.test(token) ? token : undefined
}

/** The header that gives a browser its session, or with `null` takes it away. `origin` says whether by https. */
export function toSessionCookie(origin: string, session: { token: string; seconds: number } | null): string {
  const secure = isSecure(origin)
  const name = toCookieName(word, siteOf(origin))
  const { token, seconds } = session ?? { token: '', seconds: 0 }
  return `${name}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}

/** For how long a browser keeps it, in seconds. */
export function secondsUntil(expiresAt: string, now: string): number {
  return Math.round((Date.parse(expiresAt) - Date.parse(now)) / 1_000)
}
