import type { IncomingMessage, ServerResponse } from 'node:http'

import type { ApiKeyRecord, ApiKeyScope } from '@rolecall/core/directory/api-key'
import { authenticate as authenticateKey } from '@rolecall/core/access/authenticate'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { findSession } from '@rolecall/core/access/sessions'
import { Forbidden, Unauthorized } from '@rolecall/core/scim/errors'

import { checkForgery } from '../session/check-forgery.ts'
import { presentedSession } from '../session/session-cookie.ts'
import { presentedKey } from './presented-key.ts'
import type { Step } from './request-state.ts'

/**
 * Finds the key of a request by one look-up and holds it against the route's scope, before anything
 * else of the request is read. 401 and 403 say what is missing (RFC 6750 §3). `secure`: clients come by https.
 */
export function authenticate(services: OperationServices, secure: boolean): Step {
  return async ({ state, req, res }, next) => {
    const scope = state.route?.scope
    if (scope === null || scope === undefined) return next()
    const { key, presented } = await findKey(services, { secure, request: req, response: res, scope })
    state.key = key
    if (!satisfies(key.scopes, scope)) {
      res.setHeader('WWW-Authenticate', `Bearer realm="rolecall", error="insufficient_scope", scope="${scope}"`)
      throw new Forbidden(`The API key lacks the scope ${scope}`)
    }
    if (presented) services.store.apiKeys.touch(key.id, services.now())
    return next()
  }
}

interface KeySearch {
  readonly secure: boolean
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly scope: ApiKeyScope
}

/** The key, and whether the request itself presents it: a session has done so when it began. */
async function findKey(
  services: OperationServices,
  { request, response, scope, secure }: KeySearch,
): Promise<{ readonly key: ApiKeyRecord; readonly presented: boolean }> {
  const presented = presentedKey(request.headers)
  if (presented !== undefined && presented !== '') {
    const key = await authenticateKey(services, presented)
    if (key !== undefined) return { key, presented: true }
    response.setHeader('WWW-Authenticate', 'Bearer realm="rolecall", error="invalid_token"')
    throw new Unauthorized('The API key is unknown, expired or revoked')
  }
  // A provider never signs in: a browser's cookie is worth nothing there.
  const token = scope === 'scim' ? undefined : presentedSession(request.headers, secure)
  if (token !== undefined) {
    const session = await findSession(services, token)
    if (session === undefined) throw new Unauthorized('The sign-in has ended; sign in again')
    checkForgery(request)
    return { key: session.key, presented: false }
  }
  response.setHeader('WWW-Authenticate', 'Bearer realm="rolecall"')
  throw new Unauthorized('An API key is needed: Authorization: Bearer KEY, or x-api-key: KEY')
}

function satisfies(scopes: readonly ApiKeyScope[], needed: ApiKeyScope): boolean {
  return scopes.includes(needed) || (needed === 'organization_read' && scopes.includes('organization'))
}
