import type { IncomingHttpHeaders } from 'node:http'

import type { Form } from './form-body.ts'
import { OauthError } from './oauth-error.ts'

/** How a client says who it is. */
export type ClientProof =
  | { readonly by: 'secret'; readonly clientId: string; readonly secret: string }
  | { readonly by: 'assertion'; readonly clientId: string; readonly assertion: string }

/** RFC 7523 §2.2 */
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The one scope that there is: to provision by SCIM. */
export const grantedScope = 'scim'

/** What else a provider's guide calls it: Microsoft's has both. What is granted is told, so that nobody is misled (RFC 6749 §5.1). */
const otherNames = new Set(['scim.readwrite'])

/**
 * The proof of a token request (RFC 6749 §2.3, §4.4.2; RFC 7523 §2.2). Entra sends a secret in the header, in the body, or in
 * both, as its administrator chooses; both are taken while they say the same. Throws OauthError.
 */
export function readProof(form: Form, { authorization }: IncomingHttpHeaders): ClientProof {
  checkGrant(form)
  checkScope(form)
  const header = authorization === undefined ? undefined : parseBasic(authorization)
  const [clientId, secret] = [form.get('client_id'), form.get('client_secret')]
  const assertion = form.get('client_assertion')
  if (assertion !== undefined) {
    if (header !== undefined || secret !== undefined) throw severalMethods()
    if (form.get('client_assertion_type') !== assertionType)
      throw new OauthError('invalid_request', `client_assertion_type must be ${assertionType}`)
    // RFC 7521 §4.2: the assertion may say alone who it is. Entra's does not.
    return { by: 'assertion', clientId: clientId ?? subjectOf(assertion), assertion }
  }
  if (header !== undefined) {
    if (clientId !== undefined && clientId !== header.clientId) throw severalMethods()
    if (secret !== undefined && secret !== header.secret) throw severalMethods()
    return { by: 'secret', ...header }
  }
  if (clientId !== undefined && secret !== undefined) return { by: 'secret', clientId, secret }
  throw new OauthError(
    'invalid_client',
    'The client must say who it is: by client_id and client_secret in the header (Basic) or the body, or by client_assertion',
    { status: 401, headers: challenge },
  )
}

/** RFC 6749 §5.2: what a client is told that has used the header, or nothing at all. */
export const challenge = { 'WWW-Authenticate': 'Basic realm="rolecall"' } as const

function checkGrant(form: Form): void {
  const grant = form.get('grant_type')
  if (grant === undefined) throw new OauthError('invalid_request', 'grant_type is missing')
  if (grant !== 'client_credentials')
    throw new OauthError('unsupported_grant_type', 'The grant_type must be client_credentials')
}

function checkScope(form: Form): void {
  const asked = form.get('scope')?.split(' ') ?? [grantedScope]
  if (asked.some((scope) => scope === grantedScope || otherNames.has(scope))) return
  throw new OauthError('invalid_scope', `The scope must be ${grantedScope}, or left out`)
}

function severalMethods(): OauthError {
  return new OauthError('invalid_request', 'The client must say in one way who it is')
}

/** Id and secret are each encoded as in a form (RFC 6749 §2.3.1); of what some clients send without that, nothing changes. */
function parseBasic(header: string): { readonly clientId: string; readonly secret: string } {
  const [, base64 = ''] = /^basic +([\w+/-]+=*)$/i.exec(header.trim()) ?? []
  const text = Buffer.from(base64, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const [clientId, secret] = [text.slice(0, colon), text.slice(colon + 1)].map(decode)
  if (colon > 0 && clientId !== undefined && secret !== undefined) return { clientId, secret }
  throw new OauthError('invalid_client', 'The Authorization header has no client id and secret (Basic)', {
    status: 401,
    headers: challenge,
  })
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** Not yet believed: it only says whose keys the assertion is held against. */
function subjectOf(assertion: string): string {
  try {
    const payload: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'))
    const subject = (payload as { readonly sub?: unknown } | null)?.sub
    if (typeof subject === 'string') return subject
  } catch {
    // It is none of ours.
  }
  throw new OauthError('invalid_client', 'client_id is missing, and the assertion does not say it', { status: 401 })
}
