import type { IncomingHttpHeaders } from 'node:http'

import { isSecure } from '../http/request-origin.ts'

/** With the prefix a browser takes it over https only, from this host only, for all paths (RFC 6265bis §4.1.3.2). */
const names = { secure: '__Host-rolecall', plain: 'rolecall' } as const

const form = /^[\w-]{43}$/

/**
 * The token of the session that a browser sends; `undefined` where there is none of our form. Under https only the name with
 * the prefix counts: another host of the same domain, or anybody on the way of a page without TLS, can set the other one.
 */
export function presentedSession({ cookie }: IncomingHttpHeaders, secure: boolean): string | undefined {
  if (cookie === undefined) return undefined
  const cookies = new Map(cookie.split(';').map((pair) => split(pair)))
  const token = cookies.get(secure ? names.secure : names.plain)
  return token !== undefined && form.test(token) ? token : undefined
}

function split(pair: string): readonly [string, string] {
  const end = pair.indexOf('=')
  return [pair.slice(0, end).trim(), pair.slice(end + 1).trim()]
}

/** The header that gives a browser its session, or with `null` takes it away. `origin` says whether by https. */
export function toSessionCookie(origin: string, session: { token: string; seconds: number } | null): string {
  const secure = isSecure(origin)
  const name = secure ? names.secure : names.plain
  const { token, seconds } = session ?? { token: '', seconds: 0 }
  return `${name}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}
