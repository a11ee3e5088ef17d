import { change } from '../change/change.ts'
import type { ChangeScope, OperationContext } from '../change/operation-context.ts'
import type { ApiKeyRecord } from '../directory/api-key.ts'
import type { ClientCredential, OauthClient } from '../directory/oauth-client.ts'
import { UnprocessableError } from '../errors.ts'
import { deepEqual } from '../scim/deep-equal.ts'
import { NotFound } from '../scim/errors.ts'
import type { StoreReader } from '../store.ts'
import { checkConnection, checkDialect, pick, toTold } from './api-keys.ts'

/** What a client lives by where nothing else is said, in seconds. Entra's validator refuses less than an hour and more than six. */
export const tokenLifetimes = { least: 3_600, most: 21_600, usual: 3_600 } as const

/** What somebody says about a new client. */
export interface ClientInput {
  readonly displayName: string
  /** The SSO connection that its users sign in by; `null` for the organization's only one. */
  readonly connectionId: string | null
  /** The provider that will use it, by the name of its plugin; `null` for one to be recognised. */
  readonly provider?: string | null
  readonly strict?: boolean
  readonly tolerancesOff?: readonly string[]
  /** How long its access tokens live, in seconds. */
  readonly tokenLifetime?: number
}

/** What of a client may change while it lives; what is left out stays. */
export type ClientChange = Partial<
  Pick<ApiKeyRecord, 'displayName' | 'provider' | 'strict' | 'tolerancesOff'> & Pick<OauthClient, 'tokenLifetime'>
>

/** All clients of the organization, revoked ones too. */
export function listClients(context: OperationContext): Promise<OauthClient[]> {
  return context.store.read(context.organizationId).clients.list()
}

/** Makes a client, which gets no token before it has a credential. It may provision, and nothing else. Throws UnprocessableError. */
export function createClient(context: OperationContext, input: ClientInput): Promise<OauthClient> {
  checkDialect(context, input)
  checkLifetime(input)
  return change(context, async (scope) => {
    await checkConnection(scope.tx, input.connectionId)
    const key: ApiKeyRecord = {
      id: context.newId(),
      organizationId: context.organizationId,
      kind: 'client',
      displayName: input.displayName,
      scopes: ['scim'],
      connectionId: input.connectionId,
      provider: input.provider ?? null,
      guessedProvider: null,
      strict: input.strict ?? false,
      tolerancesOff: [...new Set(input.tolerancesOff ?? [])],
      hash: '',
      created: scope.tx.now,
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
      suspendedAt: scope.tx.state.suspendedAt,
    }
    const client = { key, tokenLifetime: input.tokenLifetime ?? tokenLifetimes.usual, lastRefusal: null }
    await scope.tx.keys.insert(key)
    await scope.tx.clients.insert(client)
    scope.record('ClientCreated', `clients/${key.id}`, { ...toToldClient(client) })
    return client
  })
}

/** A client, and all credentials of the organization. */
export interface ChangedClient {
  readonly client: OauthClient
  readonly credentials: readonly ClientCredential[]
}

/** Changes a client from its next request on. Throws NotFound, UnprocessableError. */
export function changeClient(context: OperationContext, id: string, wanted: ClientChange): Promise<ChangedClient> {
  checkDialect(context, wanted)
  checkLifetime(wanted)
  return change(context, async (scope) => {
    const standing = await getLiveClient(scope.tx, id)
    const credentials = await scope.tx.clients.listCredentials()
    const { tokenLifetime = standing.tokenLifetime, tolerancesOff = standing.key.tolerancesOff, ...named } = wanted
    const key = { ...standing.key, ...named, tolerancesOff: [...new Set(tolerancesOff)] }
    const attributes: string[] = changeable.filter((name) => !deepEqual(key[name], standing.key[name]))
    if (attributes.length > 0) await scope.tx.keys.update(key)
    if (tokenLifetime !== standing.tokenLifetime) {
      await scope.tx.clients.setTokenLifetime(id, tokenLifetime)
      attributes.push('tokenLifetime')
    }
    const changed = { ...standing, key, tokenLifetime }
    if (attributes.length === 0) return { client: changed, credentials }
    const before = pick(toToldClient(standing), attributes)
    scope.record('ClientChanged', `clients/${id}`, {
      attributes,
      before,
      after: pick(toToldClient(changed), attributes),
    })
    return { client: changed, credentials }
  })
}

/** All of a client that somebody decides. */
function toToldClient({ key, tokenLifetime }: OauthClient) {
  return { ...toTold(key), tokenLifetime }
}

const changeable = ['displayName', 'provider', 'strict', 'tolerancesOff'] as const

/** Ends a client and every token that it has, at once. Throws NotFound. */
export async function revokeClient(context: OperationContext, id: string): Promise<void> {
  await change(context, async (scope: ChangeScope) => {
    const client = await getLiveClient(scope.tx, id)
    await scope.tx.keys.update({ ...client.key, revokedAt: scope.tx.now })
    scope.record('ClientRevoked', `clients/${id}`, { before: toToldClient(client) })
  })
}

/** Ends a client that was made for a moment, and takes it out of the list; its events stay. Throws NotFound. */
export async function removeClient(context: OperationContext, id: string): Promise<void> {
  await change(context, async (scope: ChangeScope) => {
    const client = await getLiveClient(scope.tx, id)
    await scope.tx.clients.delete(id)
    scope.record('ClientRevoked', `clients/${id}`, { before: toToldClient(client) })
  })
}

/** Throws NotFound for a client that is revoked, or somebody else's. */
export async function getLiveClient(reader: StoreReader, id: string): Promise<OauthClient> {
  const client = await reader.clients.find(id)
  if (client === undefined || client.key.revokedAt !== null)
    throw new NotFound(`There is no OAuth client with the id ${id}`)
  return client
}

function checkLifetime({ tokenLifetime = tokenLifetimes.usual }: Pick<ClientInput, 'tokenLifetime'>): void {
  const { least, most } = tokenLifetimes
  if (Number.isInteger(tokenLifetime) && tokenLifetime >= least && tokenLifetime <= most) return
  throw new UnprocessableError('Access tokens can not live so long', [
    { path: 'tokenLifetime', message: `${least} to ${most} seconds (one to six hours) were expected` },
  ])
}
