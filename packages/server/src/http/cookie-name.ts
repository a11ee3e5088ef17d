import { isSecure } from './request-origin.ts'
import type { Site } from './site.ts'

/**
 * What a browser keeps a cookie of ours by. With the prefix it takes it over https only, from this host only, and for all paths of
 * the host (RFC 6265bis §4.1.3.2): so the path that we are mounted at is in the name, and two of one host have each their own.
 */
export function toCookieName(word: string, { path, url }: Site): string {
  return `${isSecure(url) ? '__Host-' : ''}${word}${path.replaceAll('/', '~')}`
}
