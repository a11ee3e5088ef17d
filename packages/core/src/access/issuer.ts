import type { Issue } from '../scim/errors.ts'

/** Keys are fetched only over TLS, but from this very machine, where an issuer under test runs. */
export function checkUrl(path: string, text: string): readonly Issue[] {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const local = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && local)) {
    return [{ path, message: `an https URL was expected, not "${text}"` }]
  }
  if (url.username !== '' || url.password !== '')
    return [{ path, message: 'a URL without user and password was expected' }]
  if (/[{}<>]|%7b|%3c/i.test(text)) {
    return [{ path, message: `"${text}" has a place to fill in; put the id of your tenant there` }]
  }
  return []
}

/** Addresses by which people of any tenant may sign in: what issues their tokens is the tenant. */
const ofManyTenants = /^\/(common|organizations|consumers)(\/|$)/i
const microsoft = /(^|\.)(microsoftonline\.(com|us|de)|microsoftonline\.cn|chinacloudapi\.cn|windows\.net)$/

/**
 * Why a text can't be an issuer (OpenID Connect Core §2): one that no token can have, such as
 * `https://login.microsoftonline.com/common/v2.0`, would only ever refuse, or tempt somebody to compare less.
 */
export function checkIssuer(issuer: string): readonly Issue[] {
  const issues = checkUrl('issuer', issuer)
  if (issues.length > 0) return issues
  const { hash, hostname, pathname, search } = new URL(issuer)
  if (search !== '' || hash !== '' || /[?#]/.test(issuer)) {
    return [{ path: 'issuer', message: 'a URL without query and fragment was expected (OpenID Connect Core §2)' }]
  }
  const many = ofManyTenants.test(pathname) && (microsoft.test(hostname) || /\/v2\.0\/?$/i.test(pathname))
  if (!many) return []
  const message = `"${issuer}" stands for many tenants, and no token has it; put the id of your tenant in the place of "${pathname.split('/')[1]}"`
  return [{ path: 'issuer', message }]
}

/** The tenant whose tokens an issuer of Entra signs: the id in its path. `null` for another issuer. */
export function tenantOfIssuer(issuer: string): string | null {
  if (!URL.canParse(issuer)) return null
  const { hostname, pathname } = new URL(issuer)
  const [, tenant = ''] = pathname.split('/')
  return microsoft.test(hostname) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenant) ? tenant : null
}
