import type { HttpClient } from './http-client.ts'

/** As much of `fetch` as the simulator of providers uses, on a client that costs less. */
export function toFetch(client: HttpClient): typeof fetch {
  return async (url, init = {}) => {
    const { headers, status, text } = await client.send(
      init.method ?? 'GET',
      String(url),
      init.headers as Record<string, string>,
      init.body as string | undefined,
    )
    const answer = { status, headers: { get: (name: string) => headers[name] ?? null }, text: async () => text }
    return answer as unknown as Response
  }
}
