import type { IncomingMessage } from 'node:http'

import { findBearer } from '@rolecall/core/access/access-tokens'
import { findPresentedKey, type PresentedKey } from '@rolecall/core/access/authenticate'
import { findSession } from '@rolecall/core/access/sessions'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { OperationServices } from '@rolecall/core/change/operation-context'

import type { AnyRoute } from '../route/route.ts'
import { presentedSession } from '../session/session-cookie.ts'
import type { ClientOf } from './client-of.ts'
import { mayBegin } from './confirm-key.ts'
import type { Credential } from './credential.ts'
import { KeyConfirmation } from './key-confirmation.ts'
import { KeyMemory } from './key-memory.ts'
import { presentedKey } from './presented-key.ts'
import type { Step } from './request-state.ts'

/**
 * Finds out whose request it is, by one look-up of its key or its access token, before anything else of it is read; a key
 * that is none of ours by its form costs not even that, and one that is remembered is confirmed with what the request reads
 * anyway. Nothing is refused yet: also a refusal has its turn. `secure`: clients come by https.
 */
export function identify(services: OperationServices, secure: boolean, clientOf: ClientOf): Step {
  const memory = new KeyMemory()
  return async ({ state, req }, next) => {
    state.client = clientOf(req)
    const guess = state.route?.scope === 'scim' && mayBegin(req) ? guessKey(memory, services, req) : undefined
    if (guess === undefined) {
      state.credential = await findCredential(services, req, state.route, secure)
      if (state.credential.by === 'key' && state.credential.key !== undefined) memory.remember(state.credential.key)
    } else {
      state.credential = { by: 'key', key: guess, known: guess, presented: { key: guess, refusal: null } }
      state.confirmation = new KeyConfirmation(services.store, guess, memory)
    }
    return next()
  }
}

/** A key that lacks the scope is refused by what is stored. */
function guessKey(
  memory: KeyMemory,
  { now }: OperationServices,
  { headers }: IncomingMessage,
): ApiKeyRecord | undefined {
  const presented = presentedKey(headers)
  const key = presented === undefined ? undefined : memory.guess(presented, now())
  return key?.scopes.includes('scim') === true ? key : undefined
}

async function findCredential(
  services: OperationServices,
  { headers }: IncomingMessage,
  route: AnyRoute | undefined,
  secure: boolean,
): Promise<Credential> {
  if (route?.scope === null) return { by: 'nothing' }
  const presented = presentedKey(headers)
  if (presented !== undefined && presented !== '') {
    return findPresented(services, presented)
  }
  // A provider never signs in: a browser's cookie is worth nothing there.
  const token = route === undefined || route.scope === 'scim' ? undefined : presentedSession(headers, secure)
  if (token === undefined) return { by: 'nothing' }
  const session = await findSession(services, token)
  return { by: 'session', key: session?.key, sessionId: session?.id }
}

/** A key, or the access token of a client; a text can be only one of them. */
async function findPresented(services: OperationServices, presented: string): Promise<Credential> {
  const bearer = await findBearer(services, presented)
  const found: PresentedKey | undefined =
    bearer === undefined
      ? await findPresentedKey(services, presented)
      : { key: bearer.key, refusal: bearer.inForce ? null : 'expired' }
  const known = found === undefined || found.refusal === 'wrong-secret' ? undefined : found.key
  return { by: 'key', key: found?.refusal === null ? known : undefined, known, presented: found }
}
