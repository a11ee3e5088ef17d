import type { RequestListener, ServerResponse } from 'node:http'

import { ScimError } from '@rolecall/core/scim/errors'

import { createApplication, type ApplicationOptions } from './create-application.ts'
import { toErrorAnswer } from './error/to-error-answer.ts'
import { httpOptions } from './http/http-options.ts'
import { fetchOverMemory, type FetchHandler } from './http/fetch-over-memory.ts'

/** How long a close waits for the requests under way, in milliseconds. */
const closeMs = 10_000

/** A server within a process that has connections of its own. The services belong to the caller, who closes them after it. */
export interface Mounted {
  readonly handler: RequestListener
  readonly fetch: FetchHandler
  /** Begins to deliver events to webhooks and event streams, until `close`. */
  deliver(): void
  /** Refuses further requests and finishes those under way; beyond ten seconds they are cut. */
  close(): Promise<void>
}

export function createMounted(options: ApplicationOptions): Mounted {
  const application = createApplication(options)
  const underWay = new Set<ServerResponse>()
  let closed = false
  let onEmpty = (): void => undefined

  const handler: RequestListener = (request, response) => {
    if (closed) return refuse(response)
    // More than ten of the steps of a request want to know of its end, and leave with it.
    response.setMaxListeners(20)
    underWay.add(response)
    response.once('close', () => {
      underWay.delete(response)
      if (underWay.size === 0) onEmpty()
    })
    application.handle(request, response)
  }

  async function end(): Promise<void> {
    if (underWay.size === 0) return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      onEmpty = resolve
      timer = setTimeout(resolve, closeMs)
    })
    clearTimeout(timer)
    for (const response of underWay) response.destroy()
  }

  return {
    handler,
    fetch: fetchOverMemory(handler, httpOptions.maxHeaderSize),
    deliver: () => application.deliver(),
    async close() {
      closed = true
      application.endWaits()
      await end()
      await application.close()
    },
  }
}

function refuse(response: ServerResponse): void {
  const error = new ScimError(503, undefined, 'This server is being stopped; try again')
  const { body, headers, status, type } = toErrorAnswer(error, { form: 'problem', requestId: '' })
  response.writeHead(status, { ...(headers as Record<string, string>), 'Content-Type': String(type) })
  response.end(JSON.stringify(body))
}
