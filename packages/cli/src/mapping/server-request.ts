import { readConfiguration } from '../configuration/read-configuration.ts'
import type { ServerFlags } from '../command/server-options.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/** The server that the commands of the mapping speak to. */
export interface RemoteServer {
  readonly url: string
  readonly key: string
}

/** From flags, environment and configuration. Throws CommandError where one is missing. */
export async function getRemoteServer(flags: ServerFlags): Promise<RemoteServer> {
  const { server } = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  const { key, url } = server
  if (url === null)
    throw missing('Which server? Give it as --url or ROLECALL_URL, or as server.url in the configuration.')
  if (key === null)
    throw missing('With which key? Give an owner key as ROLECALL_KEY or --key, or as server.key in the configuration.')
  return { url, key }
}

function missing(message: string): CommandError {
  return new CommandError(message, exitCode.usage)
}

export interface RemoteRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface RemoteAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Sends a request with the key. Throws CommandError where nobody answers, and for every status but 2xx and 422. */
export async function sendToServer(
  { key, url }: RemoteServer,
  { body, headers, method, path }: RemoteRequest,
): Promise<RemoteAnswer> {
  const init: RequestInit = { method, headers: { authorization: `Bearer ${key}`, ...headers } }
  if (body !== undefined) init.body = body
  let response: Response
  try {
    response = await fetch(url + path, init)
  } catch (error) {
    throw new CommandError(
      `No server answers at ${url} (${reasonOf(error)}). Does it run, and is the address right?`,
      exitCode.failure,
      { cause: error },
    )
  }
  const answer = { status: response.status, headers: response.headers, text: await response.text() }
  if (response.ok || response.status === 422) return answer
  throw new CommandError(toRefusal(url, path, answer), exitCode.failure)
}

function toRefusal(url: string, path: string, { status, text }: RemoteAnswer): string {
  if (status === 401)
    return `${url} does not know this key: it may be mistyped, revoked or expired. Make one with: rolecall key create --scope organization`
  if (status === 403)
    return `This needs a key with the scope organization, which this one lacks. Make one with: rolecall key create --scope organization`
  if (status === 412 && path.startsWith('/api/settings/scim-mapping'))
    return 'The mapping has been changed since that version: get it again, put your change into it, and try with its version.'
  return `${url} answered ${status}: ${detailOf(text)}`
}

/** The `detail` of problem details (RFC 9457), or the start of a text that is none. */
function detailOf(text: string): string {
  try {
    const { detail, title } = JSON.parse(text) as { readonly detail?: unknown; readonly title?: unknown }
    return String(detail ?? title)
  } catch {
    return text.slice(0, 200)
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return cause instanceof Error ? cause.message : String(cause)
}
