/**
 * Who the tokens of an organization are from (`iss`). All organizations sign with the keys of the installation, and whoever has a
 * stream chooses its audience and its data: a receiver tells by this alone whose tokens it gets.
 */
export function toStreamIssuer(origin: string, organizationId: string): string {
  return `${origin}/organizations/${encodeURIComponent(organizationId)}`
}
