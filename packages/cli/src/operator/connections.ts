import { readFile } from 'node:fs/promises'

import { checkIssuer } from '@rolecall/core/access/issuer'
import {
  changeConnection,
  createConnection,
  deleteConnection,
  listConnections,
} from '@rolecall/core/access/sso-connections'
import { UnprocessableError } from '@rolecall/core/errors'
import { createOutbound } from '@rolecall/server/outbound/create-outbound'
import { toConnectionView } from '@rolecall/server/sso/connection-schema'
import { findKeySet } from '@rolecall/server/sso/discover-provider'

import type { Configuration } from '../configuration/configuration.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { toOrigin, withOrganization } from './with-organization.ts'

/** As commander has parsed them. */
export interface ConnectionFlags {
  readonly organization?: string
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export interface ConnectionChangeFlags extends ConnectionFlags {
  readonly name?: string
  readonly console?: boolean
  readonly clientSecretFile?: string
  /** `false` by `--no-client-secret`. */
  readonly clientSecret?: boolean
}

export interface ConnectionCreateFlags extends ConnectionFlags {
  readonly name?: string
  readonly issuer: string
  readonly clientId: string
  readonly claim: string
  readonly jwksUri?: string
  readonly console?: true
  readonly clientSecretFile?: string
}

export async function createNewConnection(flags: ConnectionCreateFlags): Promise<void> {
  const { claim, clientId: audience, console = false, issuer } = flags
  const clientSecret = flags.clientSecretFile === undefined ? null : await readSecret(flags.clientSecretFile)
  const made = await withOrganization(flags, async (context, configuration) => {
    const jwksUri = flags.jwksUri ?? (await discoverKeySet(configuration, issuer))
    const input = {
      // What is no URL is refused below, with what an issuer looks like.
      name: flags.name ?? (URL.canParse(issuer) ? new URL(issuer).hostname : issuer),
      issuer,
      audience,
      jwksUri,
      claim,
      console,
      clientSecret,
    }
    const issues = createOutbound(configuration.outbound).check('jwksUri', jwksUri)
    return toConnectionView(await createConnection(context, input, issues), toOrigin(configuration))
  })
  if (flags.json) return printJson(made)
  await printTable(
    ['type in at the provider', ''],
    [
      ['Redirect URI', made.redirectUri],
      ['Sign-out redirect URI', made.postLogoutRedirectUri],
      ['Back-channel logout URI', made.backChannelLogoutUri],
      ['Universal Logout endpoint', made.globalTokenRevocationEndpoint],
    ],
  )
  if (console) await print(`Owners sign in to the console at ${made.signInUrl}`)
}

export async function listAllConnections(flags: ConnectionFlags): Promise<void> {
  const connections = await withOrganization(flags, async (context, configuration) => {
    const origin = toOrigin(configuration)
    return (await listConnections(context)).map((connection) => toConnectionView(connection, origin))
  })
  if (flags.json) return printJson(connections)
  if (connections.length === 0) return print('There is no connection yet; make one with: rolecall connection create')
  const rows = connections.map(({ audience, claim, console, hasClientSecret, id, issuer, name }) => {
    return [id, name, issuer, audience, claim, console ? 'yes' : 'no', hasClientSecret ? 'sealed' : 'none']
  })
  await printTable(['id', 'name', 'issuer', 'client id', 'claim', 'opens the console', 'secret'], rows)
}

export async function changeOneConnection(id: string, flags: ConnectionChangeFlags): Promise<void> {
  const { clientSecretFile, console, name } = flags
  const secret =
    clientSecretFile !== undefined
      ? { clientSecret: await readSecret(clientSecretFile) }
      : flags.clientSecret === false
        ? { clientSecret: null }
        : {}
  const wanted = { ...(name === undefined ? {} : { name }), ...(console === undefined ? {} : { console }), ...secret }
  if (Object.keys(wanted).length === 0)
    throw new CommandError(
      'Say what to change: --name, --console, --no-console, --client-secret-file or --no-client-secret',
      exitCode.usage,
    )
  const changed = await withOrganization(flags, async (context, configuration) =>
    toConnectionView(await changeConnection(context, id, wanted), toOrigin(configuration)),
  )
  if (flags.json) return printJson(changed)
  await print(
    `The connection ${changed.name} is changed; it ${changed.console ? 'opens' : 'does not open'} the console`,
  )
}

export async function deleteOneConnection(id: string, flags: ConnectionFlags): Promise<void> {
  await withOrganization(flags, (context) => deleteConnection(context, id))
  if (flags.json) return printJson({ id, deleted: true })
  await print(`The connection ${id} is deleted; whoever has signed in by it is signed out`)
}

/** Nothing is asked of an issuer that is refused anyway. */
async function discoverKeySet({ outbound: options }: Configuration, issuer: string): Promise<string> {
  const outbound = createOutbound(options)
  const issues = [...checkIssuer(issuer), ...outbound.check('issuer', issuer)]
  if (issues.length > 0) throw new UnprocessableError('The connection can not be used', issues)
  return findKeySet(outbound, issuer, () => {})
}

/** Of a file, since everybody on the machine can read the words of a command. */
async function readSecret(file: string): Promise<string> {
  let text: string
  try {
    text = (await readFile(file === '-' ? '/dev/stdin' : file, 'utf8')).trim()
  } catch (error) {
    throw new CommandError(
      `The file of the client secret can not be read: ${(error as Error).message}`,
      exitCode.failure,
    )
  }
  if (text === '') throw new CommandError(`The file ${file} has no client secret in it`, exitCode.failure)
  return text
}
