import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

import { maskText } from '../provisioning-log/mask-text.ts'

/** Where a request comes from, and what its client calls itself. */
export interface RequestClient {
  readonly address?: string
  readonly userAgent?: string
}

export type ClientOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => RequestClient

/** What is kept of what a client calls itself. */
const longestName = 200

/** So many addresses of a header are looked at. */
const mostHops = 20

/**
 * Reads the client of a request. `X-Forwarded-For` is believed as far as it was written by proxies of the list: from its end
 * up to the first address that is none of them.
 */
export function createClientOf(trustedProxies: readonly string[] = []): ClientOf {
  const proxies = toBlockList(trustedProxies)
  const isProxy = (address: string) => proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return ({ headers, socket }) => {
    const connected = toAddress(socket.remoteAddress ?? '')
    const address =
      trustedProxies.length === 0 || connected === undefined
        ? connected
        : findClient(connected, headers['x-forwarded-for'], isProxy)
    const name = headers['user-agent']
    const client: { address?: string; userAgent?: string } = {}
    if (address !== undefined) client.address = address
    if (name !== undefined) client.userAgent = maskText(name.slice(0, longestName))
    return client
  }
}

function findClient(
  connected: string,
  forwarded: string | readonly string[] | undefined,
  isProxy: (address: string) => boolean,
): string {
  const hops = String(forwarded ?? '')
    .split(',')
    .slice(-mostHops)
  let address = connected
  while (isProxy(address)) {
    const before = toAddress(hops.pop()?.trim() ?? '')
    if (before === undefined) return address
    address = before
  }
  return address
}

/** An address as it is kept: IPv4 in its own form, without the zone of IPv6. */
function toAddress(text: string): string | undefined {
  const address = text.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  return isIP(address) === 0 ? undefined : address
}

/** Addresses and networks, such as `10.0.0.0/8`. */
function toBlockList(texts: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of texts) {
    const [address = '', prefix] = text.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}
