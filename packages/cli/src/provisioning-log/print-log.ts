import { setTimeout } from 'node:timers/promises'

import type { LoggedRequest } from '@rolecall/core/directory/request-log'

import type { ServerFlags } from '../command/server-options.ts'
import { getRemoteServer, sendToServer, type RemoteServer } from '../mapping/server-request.ts'
import { colorsFor } from '../output/colors.ts'
import { print, printJson } from '../output/print.ts'

/** As commander has parsed them. */
export interface LogFlags extends ServerFlags {
  readonly outcome?: string
  readonly status?: string
  readonly method?: string
  readonly resource?: string
  readonly keyId?: string
  readonly requestId?: string
  readonly tolerance?: string
  readonly leftOut?: true
  readonly from?: string
  readonly to?: string
  readonly text?: string
  readonly limit?: string
  readonly follow?: true
}

/** How often a followed log is looked at, in milliseconds. */
const pause = 1_000

/** How many ids of requests that were shown are remembered: more than one look can bring. */
const remembered = 5_000

/** Prints the requests that fit, the newest last; with `--follow` goes on until interrupted, or nobody reads it any more. */
export async function printLog(flags: LogFlags): Promise<void> {
  const server = await getRemoteServer(flags)
  const requests = await fetchRequests(server, toQuery(flags))
  for (const request of requests) await printRequest(request, flags)
  if (flags.follow !== true) {
    if (requests.length === 0 && flags.json !== true) await print('No request fits.')
    return
  }
  await follow(server, flags, requests)
}

async function follow(server: RemoteServer, flags: LogFlags, shown: readonly LoggedRequest[]): Promise<void> {
  const seen = new Set(shown.map(({ id }) => id))
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.stdout.once('error', () => stop.abort())
  while (process.stdout.writable) {
    await setTimeout(pause, undefined, { signal: stop.signal }).catch(() => {})
    if (stop.signal.aborted) return
    const query = toQuery({ ...flags, limit: '1000' })
    for (const request of await fetchRequests(server, query)) {
      if (seen.has(request.id)) continue
      seen.add(request.id)
      await printRequest(request, flags)
    }
    for (const id of seen) {
      if (seen.size <= remembered) break
      seen.delete(id)
    }
  }
}

function toQuery({
  outcome,
  status,
  method,
  resource,
  keyId,
  requestId,
  tolerance,
  leftOut,
  from,
  to,
  text,
  limit,
}: LogFlags): string {
  const parameters = {
    outcome,
    status,
    method,
    resource,
    keyId,
    requestId,
    tolerance,
    from,
    to,
    q: text,
    limit,
    leftOut: leftOut && 'true',
  }
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new URLSearchParams(given).toString()
}

/** Oldest first, as a log is read. */
async function fetchRequests(server: RemoteServer, query: string): Promise<readonly LoggedRequest[]> {
  const { text } = await sendToServer(server, { method: 'GET', path: `/api/provisioning-log?${query}` })
  return (JSON.parse(text) as LoggedRequest[]).toReversed()
}

async function printRequest(request: LoggedRequest, { json }: LogFlags): Promise<void> {
  if (json === true) return printJson(request)
  const { dim, green, red, yellow } = colorsFor(process.stdout)
  const { detail, durationMs, leftOut, method, outcome, path, scimType, status, time, tolerances } = request
  const paint = outcome === 'success' ? green : outcome === 'refused' ? yellow : red
  const parts = [
    dim(time.replace('T', ' ').slice(0, 19)),
    paint(String(status)),
    method.padEnd(6),
    decode(path.replace(/^\/api\/scim\/v2/i, '')),
    dim(`${Math.round(durationMs)} ms`),
    tolerances.length > 0 ? dim(`[${tolerances.join(', ')}]`) : '',
    leftOut.length === 0
      ? ''
      : yellow(`left out: ${leftOut.map(({ path: at, why }) => plain(`${at} (${why})`)).join(', ')}`),
    detail === null ? '' : plain(scimType === null ? detail : `${scimType}: ${detail}`),
  ]
  await print(parts.filter((part) => part !== '').join('  '))
}

/** As a person reads it. */
function decode(path: string): string {
  try {
    return plain(decodeURIComponent(path))
  } catch {
    return path
  }
}

/** What a client sent must not command the terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\u{FFFD}')
}
