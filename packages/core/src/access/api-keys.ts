import { formatApiKey, hashApiKey, secretBytes } from '../directory/api-key-secret.ts'
import type { ApiKeyRecord, ApiKeyScope } from '../directory/api-key.ts'
import { ConflictError, UnprocessableError } from '../errors.ts'
import { deepEqual } from '../scim/deep-equal.ts'
import { Forbidden, NotFound } from '../scim/errors.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import { beginsWithDay } from '../scim/resource/to-instant.ts'
import type { StoreReader, StoreTransaction } from '../store.ts'
import { change } from '../change/change.ts'
import { canManage } from './can-manage.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** What a client says about a new key. */
export interface ApiKeyInput {
  readonly displayName: string
  readonly scopes: readonly ApiKeyScope[]
  /** The SSO connection that its users sign in by; `null` for the organization's only one. */
  readonly connectionId: string | null
  /** The provider that will use it, by the name of its plugin; `null` for one to be recognised. */
  readonly provider?: string | null
  /** Whether its requests are held to the RFCs by the letter. */
  readonly strict?: boolean
  /** Tolerances to switch off one by one. */
  readonly tolerancesOff?: readonly string[]
  /** A date, whose end at 24:00 UTC ends the key, or an instant; `null` for no end. */
  readonly expiresAt: string | null
}

/** A key with its secret, which is shown once and never stored. */
export interface IssuedApiKey {
  readonly record: ApiKeyRecord
  readonly key: string
}

/** Whose scopes bound those of a new key: those of the key that asks, or the operator's own. */
export type Grantor = readonly ApiKeyScope[] | 'operator'

/** Whose scopes a request has: those of its key; whoever holds the platform is no guest of an organization. */
export function toGrantor({ kind, scopes }: Pick<ApiKeyRecord, 'kind' | 'scopes'>): Grantor {
  return kind === 'platform' ? 'operator' : scopes
}

/** All keys of the organization, revoked ones too, without their hashes' secrets; those of OAuth clients are no keys of anybody. */
export async function listApiKeys(context: OperationContext): Promise<ApiKeyRecord[]> {
  const keys = await context.store.read(context.organizationId).keys.list()
  return keys.filter(({ kind }) => kind === 'key')
}

/** The keys that a provider has, which whoever sets it up may know of. */
export async function listProviderKeys(context: OperationContext): Promise<ApiKeyRecord[]> {
  const keys = await listApiKeys(context)
  return keys.filter(({ scopes }) => scopes.every((scope) => scope === 'scim'))
}

/** Makes a key; a key never makes one with scopes it lacks. Throws Forbidden, UnprocessableError. */
export async function createApiKey(
  context: OperationContext,
  input: ApiKeyInput,
  grantor: Grantor,
): Promise<IssuedApiKey> {
  checkScopes(input.scopes, grantor)
  checkDialect(context, input)
  return change(context, async (scope) => {
    const { tx } = scope
    await checkConnection(tx, input.connectionId)
    const id = context.newId()
    const key = formatApiKey(id, context.randomBytes(secretBytes))
    const record: ApiKeyRecord = {
      id,
      organizationId: context.organizationId,
      kind: 'key',
      displayName: input.displayName,
      scopes: [...new Set(input.scopes)],
      connectionId: input.connectionId,
      provider: input.provider ?? null,
      guessedProvider: null,
      strict: input.strict ?? false,
      tolerancesOff: [...new Set(input.tolerancesOff ?? [])],
      hash: hashApiKey(key),
      created: tx.now,
      expiresAt: input.expiresAt === null ? null : toExpiry(input.expiresAt, tx.now),
      lastUsedAt: null,
      revokedAt: null,
      suspendedAt: tx.state.suspendedAt,
    }
    await tx.keys.insert(record)
    scope.record('ApiKeyCreated', `api-keys/${id}`, { ...toTold(record) })
    return { record, key }
  })
}

/** What of a key may change while it lives; what is left out stays. */
export type ApiKeyChange = Partial<Pick<ApiKeyRecord, 'displayName' | 'provider' | 'strict' | 'tolerancesOff'>>

/**
 * Names a key anew, or says which provider uses it and what that is forgiven; from the next request on. Its scopes and
 * its end never change. Throws NotFound, UnprocessableError.
 */
export async function changeApiKey(context: OperationContext, id: string, wanted: ApiKeyChange): Promise<ApiKeyRecord> {
  checkDialect(context, wanted)
  return change(context, async (scope) => {
    const standing = await getLiveKey(scope.tx, id)
    const { tolerancesOff = standing.tolerancesOff } = wanted
    const record: ApiKeyRecord = { ...standing, ...wanted, tolerancesOff: [...new Set(tolerancesOff)] }
    const attributes = changeable.filter((name) => !deepEqual(record[name], standing[name]))
    if (attributes.length === 0) return standing
    await scope.tx.keys.update(record)
    const before = pick(toTold(standing), attributes)
    const after = pick(toTold(record), attributes)
    scope.record('ApiKeyChanged', `api-keys/${id}`, { attributes, before, after })
    return record
  })
}

const changeable = ['displayName', 'provider', 'strict', 'tolerancesOff'] as const

/** All of a key that somebody decides, and nothing that it could be known again by. */
export function toTold({
  connectionId,
  displayName,
  expiresAt,
  provider,
  scopes,
  strict,
  tolerancesOff,
}: ApiKeyRecord) {
  return { displayName, scopes, connectionId, provider, strict, tolerancesOff, expiresAt }
}

/** Some of its values, by name. */
export function pick(from: Told, names: readonly string[]): Told {
  return Object.fromEntries(names.map((name) => [name, from[name] ?? null]))
}

type Told = Readonly<Record<string, Json>>

/** Gives a key a new secret; the old one ends at once. Throws NotFound, Forbidden. */
export async function rotateApiKey(context: OperationContext, id: string, grantor: Grantor): Promise<IssuedApiKey> {
  return change(context, async (scope) => {
    const standing = await getLiveKey(scope.tx, id)
    checkScopes(standing.scopes, grantor)
    const key = formatApiKey(id, context.randomBytes(secretBytes))
    const record: ApiKeyRecord = { ...standing, hash: hashApiKey(key) }
    await scope.tx.keys.update(record)
    scope.record('ApiKeyRotated', `api-keys/${id}`, { displayName: record.displayName })
    return { record, key }
  })
}

/**
 * Ends a key at once; it stays in the list. Only an operator ends the last one that can manage the organization, since
 * nobody could make another by the API. Throws NotFound, ConflictError.
 */
export async function revokeApiKey(context: OperationContext, id: string, revoker: Grantor): Promise<void> {
  await change(context, async (scope) => {
    const standing = await getLiveKey(scope.tx, id)
    if (revoker !== 'operator') await checkNotLast(scope.tx, standing)
    await scope.tx.keys.update({ ...standing, revokedAt: scope.tx.now })
    scope.record('ApiKeyRevoked', `api-keys/${id}`, { before: toTold(standing) })
  })
}

async function checkNotLast({ keys, now }: StoreTransaction, standing: ApiKeyRecord): Promise<void> {
  const managing = (await keys.list()).filter((key) => canManage(key, now))
  if (managing.length !== 1 || managing[0]?.id !== standing.id) return
  throw new ConflictError(
    'LAST_KEY',
    'This is the last key that can manage the organization. Create another one with the scope organization first; on the server: rolecall key create --scope organization',
  )
}

function checkScopes(scopes: readonly ApiKeyScope[], grantor: Grantor): void {
  if (scopes.length === 0) {
    throw new UnprocessableError('A key needs a scope', [
      { path: 'scopes', message: 'at least one scope was expected' },
    ])
  }
  if (scopes.includes('setup'))
    throw new UnprocessableError('No key has this scope', [
      { path: 'scopes', message: 'setup is the scope of set-up links alone' },
    ])
  if (grantor === 'operator') return
  const lacking = scopes.filter((scope) => !mayGrant(grantor, scope))
  if (lacking.length > 0) {
    throw new Forbidden(
      `This key lacks the ${lacking.length === 1 ? 'scope' : 'scopes'} ${lacking.join(', ')}, so it can not give ${lacking.length === 1 ? 'it' : 'them'}`,
    )
  }
}

/** Names that no plugin knows would switch off nothing. */
export function checkDialect(
  { host }: OperationContext,
  { provider = null, tolerancesOff = [] }: Pick<ApiKeyInput, 'provider' | 'tolerancesOff'>,
): void {
  const { list, tolerances } = host.providers
  const known = list.map(({ name }) => name)
  const issues = [
    ...(provider === null || known.includes(provider)
      ? []
      : [{ path: 'provider', message: `"${provider}" is no provider; known are ${known.join(', ')}` }]),
    ...tolerancesOff
      .filter((name) => !tolerances.has(name))
      .map((name) => ({ path: 'tolerancesOff', message: `there is no tolerance "${name}"` })),
  ]
  if (issues.length > 0)
    throw new UnprocessableError('The key names a provider or a tolerance that nobody knows', issues)
}

/** An owner's key sets up the provider, and so does a set-up link: both have the right to make keys of `scim`. */
function mayGrant(grantor: readonly ApiKeyScope[], scope: ApiKeyScope): boolean {
  if (grantor.includes('setup')) return scope === 'scim'
  return grantor.includes(scope) || grantor.includes('organization')
}

async function getLiveKey(reader: StoreReader, id: string): Promise<ApiKeyRecord> {
  const key = await reader.keys.find(id)
  if (key?.kind !== 'key' || key.revokedAt !== null) throw new NotFound(`There is no API key with the id ${id}`)
  return key
}

/** Throws UnprocessableError for a connection that the organization does not have. */
export async function checkConnection(reader: StoreReader, id: string | null): Promise<void> {
  if (id === null || (await reader.connections.find(id)) !== undefined) return
  throw new UnprocessableError('There is no such SSO connection', [
    { path: 'connection', message: `"${id}" is no SSO connection of this organization` },
  ])
}

const dateOnly = /^\d{4}-\d{2}-\d{2}$/

/** A date ends at 24:00 UTC of that day. Throws UnprocessableError for what is no date, or is over. */
export function toExpiry(text: string, now: string): string {
  const time = Date.parse(dateOnly.test(text) ? `${text}T00:00:00.000Z` : text)
  const end = dateOnly.test(text) ? time + 86_400_000 : time
  if (beginsWithDay(text) && !Number.isNaN(end) && new Date(end).toISOString() > now) return new Date(end).toISOString()
  throw new UnprocessableError('The expiry can not be used', [
    { path: 'expiresAt', message: `a date to come, such as 2030-01-31, was expected, not "${text}"` },
  ])
}
