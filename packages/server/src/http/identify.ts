import type { IncomingMessage } from 'node:http'

import { findSession } from '@rolecall/core/access/sessions'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { idOfPlatformKey } from '@rolecall/core/directory/platform-key'

import type { AnyRoute } from '../route/route.ts'
import { presentedSession } from '../session/session-cookie.ts'
import type { ClientOf } from './client-of.ts'
import { mayBegin } from './confirm-key.ts'
import type { Credential } from './credential.ts'
import { KeyConfirmation } from './key-confirmation.ts'
import { KeyMemory } from './key-memory.ts'
import { findPlatformCredential } from './platform-credential.ts'
import { presentedKey } from './presented-key.ts'
import { findPresented, type Presented } from './presented.ts'
import type { Step } from './request-state.ts'
import type { Site } from './site.ts'

/**
 * Finds out whose request it is, by one look-up of its key or its access token, before anything else of it is read; a key
 * that is none of ours by its form costs not even that, and one that is remembered is confirmed with what the request reads
 * anyway. Nothing is refused yet: also a refusal has its turn.
 */
export function identify(services: OperationServices, site: Site, clientOf: ClientOf): Step {
  const memory = new KeyMemory()
  return async ({ state, req }, next) => {
    state.client = clientOf(req)
    const guess = state.route?.scope === 'scim' && mayBegin(req) ? guessPresented(memory, services, req) : undefined
    if (guess === undefined) {
      state.credential = await findCredential(services, req, state.route, site, memory)
    } else {
      const { key } = guess
      state.credential = { by: 'key', key, known: key, presented: { key, refusal: null } }
      state.confirmation = new KeyConfirmation(services.store, guess, memory)
    }
    return next()
  }
}

/** A key that lacks the scope is refused by what is stored. */
function guessPresented(
  memory: KeyMemory,
  { now }: OperationServices,
  { headers }: IncomingMessage,
): Presented | undefined {
  const text = presentedKey(headers)
  const known = text === undefined ? undefined : memory.guess(text, now())
  return known?.key.scopes.includes('scim') === true ? known : undefined
}

async function findCredential(
  services: OperationServices,
  { headers }: IncomingMessage,
  route: AnyRoute | undefined,
  site: Site,
  memory: KeyMemory,
): Promise<Credential> {
  if (route?.scope === null) return { by: 'nothing' }
  const text = presentedKey(headers)
  if (text !== undefined && text !== '') {
    // Anywhere else it is no key at all.
    const isPlatform = route?.scope === 'platform' && idOfPlatformKey(text) !== undefined
    return isPlatform ? findPlatformCredential(services, text) : findKey(services, text, memory)
  }
  // Neither a provider nor a product signs in: a browser's cookie is worth nothing there.
  const isForPeople = route !== undefined && route.scope !== 'scim' && route.scope !== 'platform'
  const token = isForPeople ? presentedSession(headers, site) : undefined
  if (token === undefined) return { by: 'nothing' }
  const session = await findSession(services, token)
  return { by: 'session', key: session?.key, sessionId: session?.id }
}

/** What is in force is remembered. */
async function findKey(services: OperationServices, text: string, memory: KeyMemory): Promise<Credential> {
  const found = await findPresented(services, text)
  if (found === undefined) return { by: 'key', key: undefined, known: undefined, presented: undefined }
  const { key } = found.presented
  const { refusal } = found
  if (refusal === null) memory.remember(found.presented)
  const known = refusal === 'wrong-secret' ? undefined : key
  return { by: 'key', key: refusal === null ? key : undefined, known, presented: { key, refusal } }
}
