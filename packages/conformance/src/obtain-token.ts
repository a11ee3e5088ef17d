import { ask } from './ask.ts'
import { NoScimServer } from './expect-scim-server.ts'
import { at } from './json.ts'
import { tokenOf, type TokenClient } from './token-client.ts'

/** A token for the client. Throws NoScimServer where there is none, with what was answered; ServerUnreachable. */
export async function obtainToken({ access, token }: TokenClient): Promise<string> {
  const reply = await token(access.secret === null ? 'assertion' : 'body')
  if (reply.status === 200 && tokenOf(reply) !== '') return tokenOf(reply)
  const error = at(reply.body, 'error_description') ?? at(reply.body, 'error')
  const said = typeof error === 'string' ? `: ${error.slice(0, 200)}` : ''
  throw new NoScimServer(
    `POST ${access.tokenUrl} was answered by ${reply.status}${said}. Look at the token URL, the client id and its secret or key.`,
  )
}

/**
 * Where the tokens of a server are asked for, as its metadata says (RFC 8414); only at the same origin, for a secret is sent
 * there. Undefined where it does not say. Throws ServerUnreachable.
 */
export async function findTokenUrl(baseUrl: string, timeoutMs: number): Promise<string | undefined> {
  const { origin } = new URL(baseUrl)
  const metadata = await ask(`${origin}/.well-known/oauth-authorization-server`, timeoutMs, { method: 'GET' })
  const url = at(metadata.body, 'token_endpoint')
  return typeof url === 'string' && URL.canParse(url) && new URL(url).origin === origin ? url : undefined
}
