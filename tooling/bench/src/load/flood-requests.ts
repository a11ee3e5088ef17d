import type { TenantAccess } from '../process/messages.ts'

/** What an organization, or somebody whom nobody knows, floods a server with. */
export const floodKinds = ['reads', 'writes', 'bad keys', 'anonymous'] as const
export type FloodKind = (typeof floodKinds)[number]

export interface FloodRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

const users = '/api/scim/v2/Users'

/** The `index`-th request of a flood. */
export function toFloodRequest(kind: FloodKind, { secretToken }: TenantAccess, index: number): FloodRequest {
  const authorization = `Bearer ${secretToken}`
  if (kind === 'anonymous') return { method: 'GET', path: '/api/openapi.json', headers: {} }
  if (kind === 'bad keys')
    return { method: 'GET', path: users, headers: { authorization: `${authorization.slice(0, -8)}AAAAAAAA` } }
  if (kind === 'reads') {
    const filter = encodeURIComponent(`userName eq "flood-${index}@example.com"`)
    return { method: 'GET', path: `${users}?filter=${filter}`, headers: { authorization } }
  }
  const headers = { authorization, 'content-type': 'application/scim+json' }
  return { method: 'POST', path: users, headers, body: JSON.stringify({ userName: `flood-${index}@example.com` }) }
}
