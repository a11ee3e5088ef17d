import { readFile } from 'node:fs/promises'

import type { OauthAccess } from '@rolecall/conformance/oauth-access'
import { findTokenUrl } from '@rolecall/conformance/obtain-token'
import type { SuiteOptions } from '@rolecall/conformance/run-suite'

import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import type { ConformanceFlags } from './conformance-flags.ts'

/**
 * Which server is asked, and as whom: a token, or a client that gets one. Throws CommandError for a wrong command line, and
 * ServerUnreachable where a token URL is looked for in vain.
 */
export async function readTarget(
  flags: ConformanceFlags,
): Promise<Pick<SuiteOptions, 'baseUrl' | 'oauth' | 'timeoutMs' | 'token'>> {
  const { baseUrl, timeout = '30' } = flags
  if (baseUrl === undefined || !isUrl(baseUrl))
    throw wrong('Which server? Give its SCIM endpoints as --base-url, such as https://HOST/api/scim/v2')
  if (!/^[1-9]\d{0,3}$/.test(timeout)) throw wrong('--timeout: seconds from 1 to 9999 were expected')
  const timeoutMs = Number(timeout) * 1_000
  const token = flags.token ?? process.env['ROLECALL_TOKEN'] ?? ''
  if (flags.clientId === undefined) {
    if (token === '') throw wrong('With which token? Give it as ROLECALL_TOKEN or --token, or a client as --client-id.')
    return { baseUrl, timeoutMs, token, oauth: null }
  }
  const oauth = await readClient(flags, flags.clientId, () => findTokenUrl(baseUrl, timeoutMs))
  return { baseUrl, timeoutMs, token: token === '' ? null : token, oauth }
}

async function readClient(
  { clientKey, clientSecret = process.env['ROLECALL_CLIENT_SECRET'], tokenUrl }: ConformanceFlags,
  clientId: string,
  find: () => Promise<string | undefined>,
): Promise<OauthAccess> {
  if (clientSecret === undefined && clientKey === undefined)
    throw wrong('--client-id: give its secret as ROLECALL_CLIENT_SECRET or --client-secret, or its key as --client-key')
  if (tokenUrl !== undefined && !isUrl(tokenUrl))
    throw wrong('--token-url: a URL was expected, such as https://HOST/oauth2/token')
  const key = clientKey === undefined ? null : await readKey(clientKey)
  const found = tokenUrl ?? (await find())
  if (found === undefined)
    throw wrong('Where does the client get its token? The server does not say (RFC 8414): give it as --token-url.')
  return { tokenUrl: found, clientId, secret: clientSecret ?? null, key }
}

async function readKey(file: string): Promise<NonNullable<OauthAccess['key']>> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new CommandError(`${file} can not be read: ${cause.message}`, exitCode.failure, { cause })
  })
  const key = parse(text)
  if (typeof key?.kty !== 'string' || key.kty === 'oct' || typeof key.d !== 'string')
    throw wrong(`--client-key: ${file} is no private key as a JWK (RFC 7517): {"kty": "RSA", "kid": "…", "d": "…", …}`)
  return key
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function isUrl(text: string): boolean {
  return /^https?:\/\/./.test(text) && URL.canParse(text)
}

function wrong(message: string): CommandError {
  return new CommandError(message, exitCode.usage)
}
