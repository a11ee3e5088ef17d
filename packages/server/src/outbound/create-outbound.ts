import { once } from 'node:events'
import { request as requestByHttp, type IncomingMessage } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'

import rawBody from 'raw-body'

import type { Issue } from '@rolecall/core/scim/errors'
import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { parseJson } from '../http/parse-json.ts'
import { toAllowedPlaces } from './allowed-places.ts'
import { resolveHost, type ResolveHost } from './resolve-host.ts'

export interface OutboundOptions {
  /** Hosts, addresses and ranges that may be called though they are not of the Internet. */
  readonly allow?: readonly string[]
  readonly resolve?: ResolveHost
  /** How long a call may take, and how long each takes that fails: 5 s for a question, 10 s for a delivery. */
  readonly timeoutMs?: number
}

/** The one way out: whatever this server asks of another one, at an address that somebody has given it. */
export interface Outbound {
  /**
   * Asks for JSON and answers what `read` makes of it. Throws OutboundError, always after the same time and with the same
   * message, also where `read` throws: who gave the address must not find out by it what there is beside the server.
   */
  getJson<T>(url: string, read: (json: Json) => T): Promise<T>
  /** The same of a form that is sent, with headers of the caller: it never goes to an address that `getJson` would not ask. */
  postForm<T>(url: string, form: OutboundForm, read: (json: Json) => T): Promise<T>
  /**
   * Sends something to a receiver, who answers with a status: any but a redirect is an answer, and a redirect is not followed.
   * Throws OutboundError as `getJson` does.
   */
  post(url: string, message: OutboundMessage): Promise<ReceiverAnswer>
  /** Why a URL is never called, as far as it can be told without asking DNS; nothing where it is no URL. */
  check(path: string, url: string): readonly Issue[]
}

/** What is sent. */
export interface OutboundForm {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What is delivered. */
export type OutboundMessage = OutboundForm

/** What a receiver has answered. */
export interface ReceiverAnswer {
  readonly status: number
  readonly retryAfter: string | null
  /** The beginning of what one says that refuses; nothing where it takes. */
  readonly body: string
}

/** A call that came to nothing. The cause is for the log. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
}

/** The largest answer, in bytes. */
const largest = 1024 * 1024

/** What is read of the answer of a receiver, in bytes. */
const largestReply = 64 * 1024

/** How long a call may take, in milliseconds. */
const times = { question: 5_000, delivery: 10_000 } as const

/**
 * Looks a host up, refuses it where one of its addresses is not one of the Internet, and connects to those addresses and no
 * others, so that a second look-up can't lead elsewhere. No redirect is followed and nothing is unpacked.
 */
export function createOutbound({ allow = [], resolve = resolveHost, timeoutMs }: OutboundOptions = {}): Outbound {
  const { allows } = toAllowedPlaces(allow)

  async function findAddresses(host: string, signal: AbortSignal): Promise<readonly string[]> {
    const addresses = isIP(host) === 0 ? await resolve(host, signal) : [host]
    if (addresses.length === 0) throw new Error(`${host} has no address`)
    const refused = addresses.find((address) => isIP(address) === 0 || !allows(host, address))
    if (refused === undefined) return addresses
    throw new Error(`${refused} of ${host} is not called: outbound.allow of the configuration does not name it`)
  }

  async function ask(url: URL, signal: AbortSignal, form: OutboundForm | undefined): Promise<string> {
    const addresses = await findAddresses(toHost(url), signal)
    const response = await send(url, lookUpIn(addresses), signal, form)
    try {
      const { headers, statusCode } = response
      if (statusCode !== 200)
        throw new Error(`status 200 was expected, not ${statusCode}${await readRefusal(response)}`)
      if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new Error('the answer is compressed')
      return await rawBody(response, { limit: largest, length: headers['content-length'] ?? null, encoding: 'utf8' })
    } finally {
      response.destroy()
    }
  }

  async function deliver(url: URL, signal: AbortSignal, message: OutboundMessage): Promise<ReceiverAnswer> {
    const addresses = await findAddresses(toHost(url), signal)
    const response = await send(url, lookUpIn(addresses), signal, message)
    try {
      const { statusCode: status = 0 } = response
      // It has what it was sent; whether it ever ends what it says is not waited for.
      if (status >= 200 && status < 300) return { status, retryAfter: null, body: '' }
      const body = await rawBody(response, { limit: largestReply, encoding: 'utf8' }).catch((error: unknown) => {
        // It has answered; what it says beyond that is not read.
        if (signal.aborted) throw error
        return ''
      })
      return { status, retryAfter: response.headers['retry-after'] ?? null, body }
    } finally {
      response.destroy()
    }
  }

  async function call<T>(usual: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = new AbortController()
    const { signal } = deadline
    const timer = setTimeout(() => deadline.abort(), timeoutMs ?? usual)
    try {
      return await work(signal)
    } catch (cause) {
      if (!signal.aborted) await once(signal, 'abort')
      throw new OutboundError('The other server could not be asked', { cause })
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    getJson: (text, read) =>
      call(times.question, async (signal) => read(parseJson(await ask(new URL(text), signal, undefined)))),
    postForm: (text, form, read) =>
      call(times.question, async (signal) => read(parseJson(await ask(new URL(text), signal, form)))),
    post: (text, message) => call(times.delivery, (signal) => deliver(new URL(text), signal, message)),
    check(path, text) {
      if (!URL.canParse(text)) return []
      const host = toHost(new URL(text))
      const address = host === 'localhost' ? '127.0.0.1' : host
      if (isIP(address) === 0 || allows(host, address)) return []
      const message = `this server calls nothing at ${host}, which is no address of the Internet; its operator can allow it by outbound.allow of the configuration`
      return [{ path, message }]
    },
  }
}

/** Without the brackets of IPv6 and the dot of the root, so that a host has one name. */
function toHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$|\.$/g, '')
}

/** Answers the addresses that have been looked up and checked. */
function lookUpIn(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, { all }, callback) => {
    const [first = { address: '', family: 4 }] = found
    if (all === true) callback(null, found)
    else callback(null, first.address, first.family)
  }
}

function send(
  url: URL,
  lookup: LookupFunction,
  signal: AbortSignal,
  form: OutboundForm | undefined,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestByHttps : requestByHttp
  const usual = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'rolecall' }
  const headers =
    form === undefined ? usual : { ...form.headers, ...usual, 'content-length': Buffer.byteLength(form.body) }
  const method = form === undefined ? 'GET' : 'POST'
  return new Promise((resolve, reject) => {
    // No agent: a connection that is kept would be one to an address that was checked for somebody else.
    const asked = request(url, { agent: false, headers, lookup, method, signal }, resolve)
    asked.on('error', reject)
    // Where nobody listens to it, node ends the connection and tells nothing else.
    asked.once('upgrade', (_, socket) => {
      socket.destroy()
      reject(new Error('the other server wants to speak another protocol (status 101)'))
    })
    asked.end(form?.body)
  })
}

/** What an answer says of itself that is none, for the log: `invalid_client` is worth knowing. */
async function readRefusal(response: IncomingMessage): Promise<string> {
  const text = await rawBody(response, { limit: 2_048, encoding: 'utf8' }).catch(() => '')
  const [, code] = /"error"\s*:\s*"([\w.-]{1,60})"/.exec(text) ?? []
  return code === undefined ? '' : ` (${code})`
}
