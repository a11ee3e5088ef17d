import type { ApiKeyRecord, ApiKeyScope } from '@rolecall/core/directory/api-key'
import { changeApiKey, createApiKey, listApiKeys, revokeApiKey } from '@rolecall/core/access/api-keys'
import { canManage } from '@rolecall/core/access/can-manage'
import type { OperationContext } from '@rolecall/core/change/operation-context'

import { toOperatorContext } from '../operator-context.ts'
import { colorsFor } from '../output/colors.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { getOrganization } from './get-organization.ts'
import { withComposition } from './with-composition.ts'

/** As commander has parsed them. */
export interface KeyFlags {
  readonly organization?: string
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export interface KeyCreateFlags extends KeyFlags {
  readonly scope: readonly ApiKeyScope[]
  readonly name?: string
  readonly expires?: string
  readonly connection?: string
  readonly provider?: string
  readonly strict?: true
  readonly toleranceOff?: readonly string[]
}

export interface KeyChangeFlags extends KeyFlags {
  readonly name?: string
  readonly provider?: string
  readonly strict?: boolean
  readonly toleranceOff?: readonly string[]
  readonly toleranceOn?: readonly string[]
}

export async function createKey(flags: KeyCreateFlags): Promise<void> {
  const input = {
    displayName: flags.name ?? flags.scope.join(', '),
    scopes: flags.scope,
    connectionId: flags.connection ?? null,
    provider: flags.provider ?? null,
    strict: flags.strict ?? false,
    tolerancesOff: flags.toleranceOff ?? [],
    expiresAt: flags.expires ?? null,
  }
  const { key, record } = await withOrganization(flags, (context) => createApiKey(context, input, 'operator'))
  if (flags.json) return printJson({ ...toShown(record), key })
  const { bold, yellow } = colorsFor(process.stdout)
  await print(bold(key))
  await print(yellow('Keep it now: it is shown once and stored nowhere.'))
}

export async function listKeys(flags: KeyFlags): Promise<void> {
  const keys = await withOrganization(flags, listApiKeys)
  if (flags.json) return printJson(keys.map(toShown))
  if (keys.length === 0) return print('There is no key yet; make one with: rolecall key create --scope scim')
  await printTable(
    ['id', 'name', 'scopes', 'provider', 'expires', 'last used', 'state'],
    keys.map(({ displayName, expiresAt, guessedProvider, id, lastUsedAt, provider, revokedAt, scopes, strict }) => [
      id,
      displayName,
      scopes.join(', '),
      toProviderText(provider, guessedProvider, strict),
      expiresAt ?? 'never',
      lastUsedAt ?? 'never',
      revokedAt !== null
        ? 'revoked'
        : expiresAt !== null && expiresAt <= new Date().toISOString()
          ? 'expired'
          : 'valid',
    ]),
  )
}

export async function changeKey(id: string, flags: KeyChangeFlags): Promise<void> {
  const { name, provider, strict, toleranceOff = [], toleranceOn = [] } = flags
  const record = await withOrganization(flags, async (context) => {
    const standing = (await listApiKeys(context)).find((key) => key.id === id)
    const off = [...(standing?.tolerancesOff ?? []), ...toleranceOff].filter((one) => !toleranceOn.includes(one))
    return changeApiKey(context, id, {
      ...(name === undefined ? {} : { displayName: name }),
      ...(provider === undefined ? {} : { provider: provider === 'recognised' ? null : provider }),
      ...(strict === undefined ? {} : { strict }),
      ...(toleranceOff.length + toleranceOn.length === 0 ? {} : { tolerancesOff: off }),
    })
  })
  if (flags.json) return printJson(toShown(record))
  const off = record.tolerancesOff.length === 0 ? 'every tolerance on' : `without ${record.tolerancesOff.join(', ')}`
  const using = toProviderText(record.provider, record.guessedProvider, record.strict) || 'a provider to be recognised'
  await print(`The key ${id} (${record.displayName}) is for ${using}, ${off}`)
}

export async function revokeKey(id: string, flags: KeyFlags): Promise<void> {
  const keys = await withOrganization(flags, async (context) => {
    await revokeApiKey(context, id, 'operator')
    return listApiKeys(context)
  })
  if (flags.json) return printJson({ id, revoked: true })
  await print(`The key ${id} is revoked`)
  const managed = keys.some((key) => key.id === id && key.scopes.includes('organization'))
  if (managed && !keys.some((key) => canManage(key, new Date().toISOString())))
    await print(
      'No key is left that can manage the organization; make one with: rolecall key create --scope organization',
    )
}

function withOrganization<T>(flags: KeyFlags, work: (context: OperationContext) => Promise<T>): Promise<T> {
  return withComposition(flags, async (services) => {
    const { id } = await getOrganization(services, flags.organization)
    return work(toOperatorContext(services, id))
  })
}

/** `entra`, `okta (recognised)`, `strict`. */
function toProviderText(chosen: string | null, guessed: string | null, strict: boolean): string {
  const name = chosen ?? (guessed === null ? '' : `${guessed} (recognised)`)
  return strict ? `${name} strict`.trim() : name
}

/** A key as it may be shown: without the hash of its secret. */
function toShown(key: ApiKeyRecord): Omit<ApiKeyRecord, 'hash'> {
  const { hash: _hash, ...shown } = key
  return shown
}
