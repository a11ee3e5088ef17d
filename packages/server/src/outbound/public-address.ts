import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.parse>

/** Of IPv6, what is assigned to the Internet at all (RFC 4291 §2.4). */
const assigned = ipaddr.parseCIDR('2000::/3')

/** IPv4 addresses within IPv6 ones, for networks that have no IPv4 of their own (RFC 6052 §2.1). */
const translated = ipaddr.parseCIDR('64:ff9b::/96')

/** Services of a cloud about its machines that have an address like any other: Azure's. The rest is link-local or private. */
const metadata: readonly string[] = ['168.63.129.16']

/** The address that is reached by a text: an IPv4 one where that is written as an IPv6 one. */
export function toReached(text: string): Address {
  const address = ipaddr.process(text)
  return address.kind() === 'ipv6' && address.match(translated)
    ? ipaddr.fromByteArray(address.toByteArray().slice(12))
    : address
}

/**
 * Whether an address is one of the Internet. Private, link-local, loopback, unique-local, shared (CGNAT), multicast,
 * metadata, reserved and documentation addresses are not (RFC 6890), and neither are tunnels that lead to an IPv4
 * address (6to4, Teredo), behind which nobody serves.
 */
export function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' ? !metadata.includes(address.toString()) : address.match(assigned)
}
