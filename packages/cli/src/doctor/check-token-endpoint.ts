import { createProvedClient } from '@rolecall/core/access/create-proved-client'
import { getLiveClient, removeClient } from '@rolecall/core/access/oauth-clients'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { toTokenEndpoint } from '@rolecall/server/oauth/oauth-path'
import { scimPath } from '@rolecall/server/route/scim-path'

import { toOperatorContext } from '../operator-context.ts'
import { failure, ok, type CheckResult } from './check-result.ts'

const patienceMs = 10_000

const advice = 'Does the proxy pass on POST, the body, and the header Authorization, to every path?'

/** How Entra may send what a client proves itself by: "How credentials are sent". */
const ways = ['header', 'body'] as const

type Way = (typeof ways)[number]

/** Whether a request for a token gets through, by each way in which it may be sent: nobody's is refused in the words of RFC 6749. */
export async function checkTokenEndpoint(baseUrl: string): Promise<CheckResult> {
  const url = toTokenEndpoint(baseUrl)
  for (const way of ways) {
    const { answer, response } = await ask(url, 'rolecall-doctor', 'nobody', way)
    const isOurs = response?.status === 401 && answer['error'] === 'invalid_client'
    const isKept = response?.headers.get('cache-control')?.includes('no-store') === true
    const isChallenged = way === 'body' || response?.headers.get('www-authenticate')?.includes('Basic') === true
    if (isOurs && isKept && isChallenged) continue
    return failure('token endpoint', `${url} answers ${describe(response)} to a client in the ${way}`, advice)
  }
  return ok('token endpoint', `${url} is asked for tokens by header and by body`)
}

/**
 * Does what Entra's Test connection does, as a client: a token by each way, then a look-up of somebody who can't be there. It does
 * so by a client of its own with the same settings, which goes with it: the other one looks as used, and its connection as
 * tested, when its provider comes, and not before.
 */
export async function replayExchange(
  services: OperationServices,
  clientId: string,
  baseUrl: string,
): Promise<CheckResult> {
  const known = await services.store.clients.find(clientId)
  if (known === undefined)
    return failure('token endpoint', `there is no OAuth client ${clientId}`, 'See: rolecall client list')
  const { organizationId } = known.key
  const context = toOperatorContext(services, organizationId)
  const { key, tokenLifetime } = await getLiveClient(services.store.read(organizationId), clientId)
  const { connectionId, provider, strict, tolerancesOff } = key
  const expiresAt = new Date(Date.parse(services.now()) + 5 * 60_000).toISOString()
  const displayName = `rolecall doctor, for ${key.displayName}`
  const input = { displayName, connectionId, provider, strict, tolerancesOff, tokenLifetime }
  const made = await createProvedClient(context, input, { secret: { name: 'once', expiresAt } })
  const { id } = made.client.key
  try {
    const secret = made.secret ?? ''
    return await exchange({ clientId: id, secret, url: toTokenEndpoint(baseUrl, organizationId), baseUrl })
  } finally {
    await removeClient(context, id)
  }
}

interface Exchange {
  readonly clientId: string
  readonly secret: string
  readonly url: string
  readonly baseUrl: string
}

async function exchange({ baseUrl, clientId, secret, url }: Exchange): Promise<CheckResult> {
  for (const way of ways) {
    const { answer, response } = await ask(url, clientId, secret, way)
    const token = answer['access_token']
    if (response?.ok !== true || typeof token !== 'string')
      return failure('token endpoint', `${url} answers ${describe(response)} to a secret in the ${way}`, advice)
    const filter = encodeURIComponent(`userName eq "${crypto.randomUUID()}"`)
    const found = await send(`${baseUrl}${scimPath}/Users?filter=${filter}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    if (found?.ok === true && (await readObject(found))['totalResults'] === 0) continue
    return failure('token endpoint', `a look-up with a token by ${way} answers ${describe(found)}`, advice)
  }
  return ok('token endpoint', `a client gets a token at ${url} by header and by body, and provisions with it`)
}

/** Writes the request as Entra does. */
async function ask(url: string, clientId: string, secret: string, way: Way) {
  const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'scim' })
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }
  if (way === 'header') headers['authorization'] = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
  else for (const [name, value] of Object.entries({ client_id: clientId, client_secret: secret })) form.set(name, value)
  const response = await send(url, { method: 'POST', headers, body: form.toString() })
  return { response, answer: response === undefined ? {} : await readObject(response) }
}

/** `undefined` where no answer comes. */
async function send(url: string, request: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
  } catch {
    return undefined
  }
}

async function readObject(response: Response): Promise<Readonly<Record<string, unknown>>> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

function describe(response: Response | undefined): string {
  return response === undefined ? 'nothing' : `${response.status}, and not as Rolecall does,`
}
