import type { IncomingMessage, ServerResponse } from 'node:http'

import inject from 'light-my-request'

/** Statuses whose answers have no body, not even an empty one. */
const bodiless = new Set([204, 205, 304])

/** `fetch` that hands its requests to a server of this process, without a connection: the host of the URL says nothing. */
export function inProcessFetch(handle: (request: IncomingMessage, response: ServerResponse) => void): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { pathname, search, host } = new URL(request.url)
    const body = await request.text()
    const answer = await inject(handle, {
      method: request.method as 'GET',
      url: pathname + search,
      headers: { host, ...Object.fromEntries(request.headers) },
      ...(body === '' ? {} : { payload: body }),
    })
    const { headers, rawPayload, statusCode: status } = answer
    return new Response(bodiless.has(status) ? null : rawPayload, {
      status,
      headers: headers as Record<string, string>,
    })
  }
}
