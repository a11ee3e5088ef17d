import type { ServerFlags } from '../command/server-options.ts'
import { getRemoteServer, sendToServer, type RemoteRequest } from '../mapping/server-request.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'

/** Asks a server, and answers its JSON. Throws CommandError, with every issue of what it could not take. */
export async function askServer<T>(
  flags: ServerFlags,
  { body, headers, method, path }: Omit<RemoteRequest, 'body'> & { readonly body?: object },
): Promise<T> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const sent = { method, path, ...json, headers: { ...type, ...headers } }
  const { status, text } = await sendToServer(await getRemoteServer(flags), sent)
  if (status === 422) throw new CommandError(toSentence(text), exitCode.failure)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** A page of a list, and whether there is more behind it; with `all` the whole of it. */
export async function listFromServer(
  flags: ServerFlags,
  path: string,
  all: boolean,
): Promise<{ readonly items: readonly unknown[]; readonly isMore: boolean }> {
  const server = await getRemoteServer(flags)
  const items: unknown[] = []
  for (let next: string | null = path; next !== null;) {
    const { headers, text } = await sendToServer(server, { method: 'GET', path: next })
    items.push(...(JSON.parse(text) as readonly unknown[]))
    next = nextOf(headers)
    if (!all) return { items, isMore: next !== null }
  }
  return { items, isMore: false }
}

/** The path of the next page (RFC 8288); `null` at the end. */
function nextOf(headers: Headers): string | null {
  const [, url] = /<([^>]+)>;\s*rel="next"/.exec(headers.get('link') ?? '') ?? []
  if (url === undefined) return null
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** What a problem says of a body that could not be taken (RFC 9457). */
export function toSentence(text: string): string {
  const { detail, issues = [] } = JSON.parse(text) as {
    readonly detail: string
    readonly issues?: readonly { readonly message: string }[]
  }
  return [detail, ...issues.map(({ message }) => message)].join(': ')
}
