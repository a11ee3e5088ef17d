import type { TenantAccess } from '../process/messages.ts'

/** What an organization, or somebody whom nobody knows, floods a server with. */
export const floodKinds = ['reads', 'writes', 'lists', 'big reads', 'bad keys', 'anonymous', 'token requests'] as const
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
  const get = (path: string): FloodRequest => ({ method: 'GET', path, headers: { authorization } })
  switch (kind) {
    case 'reads':
      return get(`${users}?${filter(`userName eq "flood-${index}@example.com"`)}`)
    case 'lists':
      return get(`${users}?${filter(`name.familyName co "${index % 1_000}"`)}&count=100`)
    case 'big reads':
      return get(`${users}?count=1000&startIndex=${(index % 2) * 1_000 + 1}`)
    case 'bad keys':
      return { method: 'GET', path: users, headers: { authorization: `${authorization.slice(0, -8)}AAAAAAAA` } }
    case 'anonymous':
      return { method: 'GET', path: '/api/openapi.json', headers: {} }
    case 'token requests':
      return {
        method: 'POST',
        path: '/oauth2/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `grant_type=client_credentials&client_id=nobody-${index}&client_secret=wrong`,
      }
    case 'writes':
      return {
        method: 'POST',
        path: users,
        headers: { authorization, 'content-type': 'application/scim+json' },
        body: JSON.stringify({ userName: `flood-${index}@example.com` }),
      }
  }
}

function filter(text: string): string {
  return `filter=${encodeURIComponent(text)}`
}
