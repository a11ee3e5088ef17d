import { addSecret, isLive, listCredentials, revokeCredential } from '@rolecall/core/access/client-credentials'
import { createProvedClient, type FirstProof } from '@rolecall/core/access/create-proved-client'
import { listClients, revokeClient, type ClientInput } from '@rolecall/core/access/oauth-clients'
import type { ClientCredential, OauthClient } from '@rolecall/core/directory/oauth-client'
import { toTokenEndpoint } from '@rolecall/server/oauth/oauth-path'
import { createOutbound } from '@rolecall/server/outbound/create-outbound'
import { scimPath } from '@rolecall/server/route/scim-path'

import type { Configuration } from '../configuration/configuration.ts'
import { colorsFor } from '../output/colors.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { toOrigin, withOrganization } from './with-organization.ts'

/** As commander has parsed them. */
export interface ClientFlags {
  readonly organization?: string
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export interface ClientRotateFlags extends ClientFlags {
  readonly name?: string
  readonly expires?: string
}

export interface ClientRevokeFlags extends ClientFlags {
  readonly credential?: string
}

export interface ClientCreateFlags extends ClientRotateFlags {
  readonly provider?: string
  readonly strict?: true
  readonly toleranceOff?: readonly string[]
  readonly connection?: string
  readonly tokenLifetime?: number
  readonly jwksUri?: string
  readonly issuer?: string
  readonly subject?: string
  readonly audience?: string
  readonly tenant?: string
}

export async function createNewClient(flags: ClientCreateFlags): Promise<void> {
  const { made, urls } = await withOrganization(flags, async (context, configuration) => {
    const client = await createProvedClient(context, toInput(flags), toProof(flags, configuration))
    return { made: client, urls: toUrls(configuration, client.client) }
  })
  const { client, credentials, secret } = made
  if (flags.json) return printJson({ ...toShown(client, credentials), ...urls, ...(secret === null ? {} : { secret }) })
  await printTable(
    ['the provider asks for', ''],
    [
      ['Tenant URL', urls.tenantUrl],
      ['Token endpoint', urls.tokenEndpoint],
      ['Client identifier', client.key.id],
      ...(secret === null ? [] : [['Client secret', secret]]),
    ],
  )
  if (secret !== null) await warnOnce(credentials[0]?.expiresAt ?? null)
}

function toInput(flags: ClientCreateFlags): ClientInput {
  return {
    displayName: flags.name ?? flags.provider ?? 'OAuth client',
    connectionId: flags.connection ?? null,
    provider: flags.provider ?? null,
    strict: flags.strict ?? false,
    tolerancesOff: flags.toleranceOff ?? [],
    ...(flags.tokenLifetime === undefined ? {} : { tokenLifetime: flags.tokenLifetime }),
  }
}

/** A trust where there is an address of keys, else a secret. */
function toProof(flags: ClientCreateFlags, { outbound }: Configuration): FirstProof {
  const { audience, expires, issuer, jwksUri, subject, tenant } = flags
  if (jwksUri === undefined) {
    if ((audience ?? issuer ?? subject ?? tenant) !== undefined)
      throw new CommandError(
        'What assertions say is of use with --jwks-uri, where the keys of their issuer are',
        exitCode.usage,
      )
    return { secret: { name: toDay(), expiresAt: expires ?? null } }
  }
  if (expires !== undefined)
    throw new CommandError('A trust has no end; --expires is the end of a secret', exitCode.usage)
  const says = { issuer: issuer ?? null, subject: subject ?? null, audience: audience ?? null, jwksUri }
  const trust = { name: toDay(), ...says, ...(tenant === undefined ? {} : { tenant }) }
  return { trust, issues: createOutbound(outbound).check('jwksUri', jwksUri) }
}

export async function listAllClients(flags: ClientFlags): Promise<void> {
  const { clients, credentials } = await withOrganization(flags, async (context) => ({
    clients: await listClients(context),
    credentials: await listCredentials(context),
  }))
  const of = ({ key }: OauthClient) => credentials.filter(({ clientId }) => clientId === key.id)
  if (flags.json) return printJson(clients.map((client) => toShown(client, of(client))))
  if (clients.length === 0) return print('There is no client yet; make one with: rolecall client create')
  const now = new Date().toISOString()
  const rows = clients.flatMap((client) => {
    const { key, lastRefusal } = client
    const state = key.revokedAt !== null ? 'revoked' : lastRefusal === null ? 'valid' : `refused: ${lastRefusal.reason}`
    return [
      [key.id, key.displayName, 'client', key.lastUsedAt ?? 'never', 'never', state],
      ...of(client).map((one) => [
        one.id,
        `  ${one.name}`,
        one.trust === null ? 'secret' : 'trust',
        one.lastUsedAt ?? 'never',
        one.expiresAt ?? 'never',
        one.revokedAt !== null ? 'revoked' : isLive(one, now) ? 'valid' : 'expired',
      ]),
    ]
  })
  await printTable(['id', 'name', 'kind', 'last used', 'expires', 'state'], rows)
}

export async function rotateClient(id: string, flags: ClientRotateFlags): Promise<void> {
  const input = { name: flags.name ?? toDay(), expiresAt: flags.expires ?? null }
  const { before, credential, secret } = await withOrganization(flags, async (context) => {
    const standing = (await listCredentials(context)).filter((one) => one.clientId === id && isLive(one, context.now()))
    return { before: standing, ...(await addSecret(context, id, input)) }
  })
  if (flags.json) return printJson({ ...toShownCredential(credential), secret })
  const { bold } = colorsFor(process.stdout)
  await print(bold(secret))
  await warnOnce(credential.expiresAt)
  for (const one of before)
    await print(`"${one.name}" goes on; when nobody uses it: rolecall client revoke ${id} --credential ${one.id}`)
}

export async function revokeOneClient(id: string, { credential, ...flags }: ClientRevokeFlags): Promise<void> {
  await withOrganization(flags, async (context) => {
    if (credential === undefined) return revokeClient(context, id)
    const known = (await listCredentials(context)).some((one) => one.id === credential && one.clientId === id)
    if (!known)
      throw new CommandError(
        `The client ${id} has no credential ${credential}; see: rolecall client list`,
        exitCode.failure,
      )
    return revokeCredential(context, credential)
  })
  if (flags.json) return printJson({ id: credential ?? id, revoked: true })
  await print(
    credential === undefined
      ? `The client ${id} is revoked, and so are its tokens`
      : `The credential ${credential} is revoked, and so are the tokens that it was good for`,
  )
}

async function warnOnce(expiresAt: string | null): Promise<void> {
  const { yellow } = colorsFor(process.stdout)
  await print(yellow(`Keep it now: it is shown once and stored nowhere. It ends at ${expiresAt}.`))
}

function toUrls(configuration: Configuration, { key }: OauthClient) {
  const origin = toOrigin(configuration)
  return { tenantUrl: origin + scimPath, tokenEndpoint: toTokenEndpoint(origin, key.organizationId) }
}

function toDay(): string {
  return new Date().toISOString().slice(0, 10)
}

/** A client as it may be shown: without hashes. */
function toShown({ key, lastRefusal, tokenLifetime }: OauthClient, credentials: readonly ClientCredential[]) {
  const { hash: _hash, kind: _kind, scopes: _scopes, expiresAt: _expiresAt, ...shown } = key
  return { ...shown, tokenLifetime, lastRefusal, credentials: credentials.map(toShownCredential) }
}

function toShownCredential(credential: ClientCredential): Omit<ClientCredential, 'hash'> {
  const { hash: _hash, ...shown } = credential
  return shown
}
