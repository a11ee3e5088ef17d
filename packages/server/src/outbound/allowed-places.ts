import { isIP } from 'node:net'

import ipaddr from 'ipaddr.js'

import { isPublic, toReached } from './public-address.ts'

/** What an entry of the list may be: a host by name, an address, or a range of them. */
const name = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)*(?![\d]+$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i

/** Whether a text names a host, an address or a range such as `10.0.0.0/8`. */
export function isPlace(text: string): boolean {
  return toRange(text) !== undefined || name.test(text)
}

/** Places that are called beside those of the Internet. */
export interface AllowedPlaces {
  /** Whether a host may be called at an address that its name has. */
  readonly allows: (host: string, address: string) => boolean
}

/** Of texts for which `isPlace`. */
export function toAllowedPlaces(texts: readonly string[]): AllowedPlaces {
  const ranges = texts.map(toRange).filter((range) => range !== undefined)
  const names = new Set(texts.map((text) => text.toLowerCase()))
  return {
    allows(host, text) {
      const address = toReached(text)
      const inRange = ranges.some(([first, bits]) => first.kind() === address.kind() && address.match(first, bits))
      return isPublic(address) || inRange || names.has(host)
    },
  }
}

type Range = ReturnType<typeof ipaddr.parseCIDR>

function toRange(text: string): Range | undefined {
  const [first = '', bits, ...more] = text.split('/')
  const version = isIP(first)
  if (version === 0 || more.length > 0 || first.includes('%')) return undefined
  const longest = version === 4 ? 32 : 128
  if (bits === undefined) return [ipaddr.parse(first), longest]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= longest ? [ipaddr.parse(first), Number(bits)] : undefined
}
