import type { OperationServices } from '@rolecall/core/change/operation-context'
import { OrganizationSuspended } from '@rolecall/core/errors'
import { Unauthorized } from '@rolecall/core/scim/errors'

import type { AuditNotes } from '../audit/audit-notes.ts'
import { noteRefused } from '../audit/note-refused.ts'
import { refusalOf } from './presented.ts'
import type { RequestContext, Step } from './request-state.ts'

/** What is read of a body for a key that is only remembered, in bytes. */
const smallBody = 64 * 1_024

/** Whether a request may be begun before its key is confirmed: one that sends much is not. */
export function mayBegin({ headers }: { readonly headers: Readonly<Record<string, unknown>> }): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= smallBody
}

/** Lets nobody learn what is wrong with a request whose key is in force no longer. */
export function confirmRefusal(services: OperationServices, notes: AuditNotes): Step {
  return async (context, next) => {
    try {
      await next()
    } catch (error) {
      await confirmKey(context, services, notes)
      throw error
    }
  }
}

/**
 * Does what a request asks, by its remembered key if it has one: where that has changed since, what was done counts for
 * nothing, and is done again by the key as it is now.
 */
export async function doConfirmed<T>(
  context: RequestContext,
  services: OperationServices,
  notes: AuditNotes,
  work: () => Promise<T>,
): Promise<T> {
  if (context.state.confirmation === undefined) return work()
  let answer: T
  try {
    answer = await work()
  } catch (error) {
    if (await confirmKey(context, services, notes)) throw error
    return work()
  }
  return (await confirmKey(context, services, notes)) ? answer : work()
}

/** Whether the key is as remembered; else it is the present one from now on. Throws Unauthorized where it is refused now. */
async function confirmKey(
  { state, res }: RequestContext,
  { now, store }: OperationServices,
  notes: AuditNotes,
): Promise<boolean> {
  const { confirmation, key } = state
  if (confirmation === undefined || key === undefined) return true
  state.confirmation = undefined
  if (await confirmation.isSame()) {
    store.apiKeys.touch(key.id, now())
    return true
  }
  const current = await confirmation.findNow()
  const refusal = current?.key.hash === key.hash ? refusalOf(current, now()) : 'wrong-secret'
  if (current === undefined || refusal !== null) {
    delete state.key
    const known = current?.key ?? key
    state.credential = { by: 'key', key: undefined, known, presented: { key: known, refusal } }
    noteRefused(notes, state)
    if (refusal === 'suspended') throw new OrganizationSuspended()
    res.setHeader('WWW-Authenticate', 'Bearer realm="rolecall", error="invalid_token"')
    throw new Unauthorized('The API key or access token is unknown, expired or revoked')
  }
  state.key = current.key
  store.apiKeys.touch(key.id, now())
  return false
}
