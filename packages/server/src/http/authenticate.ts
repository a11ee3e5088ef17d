import type { IncomingMessage, ServerResponse } from 'node:http'

import { isSetupLink } from '@rolecall/core/access/setup-links'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { OrganizationSuspended } from '@rolecall/core/errors'
import { Forbidden, Unauthorized } from '@rolecall/core/scim/errors'

import type { AuditNotes } from '../audit/audit-notes.ts'
import { noteRefused, toRefusalNote } from '../audit/note-refused.ts'
import type { AnyRoute } from '../route/route.ts'
import { checkForgery } from '../session/check-forgery.ts'
import type { Credential } from './credential.ts'
import type { Step } from './request-state.ts'

/**
 * Holds the key of a request against the route's scope, before anything else of the request is read. 401 and 403 say what is
 * missing (RFC 6750 §3).
 */
export function authenticate(services: OperationServices, notes: AuditNotes): Step {
  return ({ state, req, res }, next) => {
    const scope = state.route?.scope
    if (scope === null || scope === undefined) return next()
    const { credential } = state
    noteRefused(notes, state)
    const key = getKey(credential, req, res)
    state.key = key
    if (!satisfies(key, state.route)) {
      notes.add(toRefusalNote(state, key, 'scope'))
      res.setHeader('WWW-Authenticate', `Bearer realm="rolecall", error="insufficient_scope", scope="${scope}"`)
      throw new Forbidden(`The credential lacks the scope ${scope}`)
    }
    // A session has used its key when it began.
    // One that is only remembered is noted when it is confirmed.
    if (credential.by === 'key' && state.confirmation === undefined)
      services.store.apiKeys.touch(key.id, services.now())
    if (credential.by === 'platform') services.store.platform.touchKey(key.id, services.now())
    return next()
  }
}

function getKey(credential: Credential, request: IncomingMessage, response: ServerResponse): ApiKeyRecord {
  if (credential.by === 'key') {
    if (credential.key !== undefined) return credential.key
    if (credential.presented?.refusal === 'suspended') throw new OrganizationSuspended()
    response.setHeader('WWW-Authenticate', 'Bearer realm="rolecall", error="invalid_token"')
    throw new Unauthorized('The API key or access token is unknown, expired or revoked')
  }
  if (credential.by === 'platform') {
    if (credential.key !== undefined) return credential.key
    response.setHeader('WWW-Authenticate', 'Bearer realm="rolecall", error="invalid_token"')
    throw new Unauthorized('The platform key is unknown, expired or revoked')
  }
  if (credential.by === 'session') {
    if (credential.key === undefined) throw new Unauthorized('The sign-in has ended; sign in again')
    checkForgery(request)
    return credential.key
  }
  response.setHeader('WWW-Authenticate', 'Bearer realm="rolecall"')
  throw new Unauthorized('An API key or an access token is needed: Authorization: Bearer KEY, or x-api-key: KEY')
}

function satisfies(key: ApiKeyRecord, route: AnyRoute | undefined): boolean {
  const needed = route?.scope
  if (route === undefined || needed === null || needed === undefined) return false
  if (needed === 'platform') return key.kind === 'platform'
  if (isSetupLink(key)) return 'setUp' in route && route.setUp !== undefined
  const { scopes } = key
  return scopes.includes(needed) || (needed === 'organization_read' && scopes.includes('organization'))
}
