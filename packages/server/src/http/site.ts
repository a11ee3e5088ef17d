import { ConfigurationError } from '@rolecall/core/errors'

/** Where clients reach this server. */
export interface Site {
  /** Without a trailing slash; `null` for what the `Host` of a request says. */
  readonly url: string | null
  /** The path below which everything is, such as `/rolecall`; `''` for the root. */
  readonly path: string
}

/** What is the same in a header, in a cookie's name and in a page. */
const plain = /^(?:\/[\w.-]+)*$/

/**
 * Where a server is reached by the address that its operator gives, `null` for none, and by the path that it is mounted at.
 * Throws ConfigurationError for a path that is none, and for two that differ.
 */
export function toSite(baseUrl: string | null, path: string | null = null): Site {
  const url = baseUrl === null ? null : baseUrl.replace(/\/+$/, '')
  const told = path === null ? null : toPath(path, 'path')
  if (url === null) return { url, path: told ?? '' }
  const ofUrl = toPath(pathOf(url), 'baseUrl')
  if (told !== null && told !== ofUrl) {
    const message = `the path of baseUrl is '${ofUrl || '/'}', and path says '${told || '/'}'; leave path out, or let both say the same`
    throw new ConfigurationError('Rolecall can not be mounted at two paths', [{ path: 'path', message }])
  }
  return { url, path: ofUrl }
}

/** The same of an address that `requestOrigin` has made. */
export function siteOf(origin: string): Site {
  return { url: origin, path: pathOf(origin) }
}

/** The path of an address that `requestOrigin` has made, without a trailing slash: `''` at the root. */
export function pathOf(origin: string): string {
  const start = origin.indexOf('/', origin.indexOf('://') + 3)
  return start === -1 ? '' : origin.slice(start)
}

function toPath(text: string, of: string): string {
  const path = text.replace(/\/+$/, '')
  if (plain.test(path) && !/\/\.\.?(\/|$)/.test(path)) return path
  const message = `a path such as /rolecall was expected, of letters, digits, '.', '-' and '_', not '${text}'`
  throw new ConfigurationError('Rolecall can not be mounted there', [{ path: of, message }])
}
