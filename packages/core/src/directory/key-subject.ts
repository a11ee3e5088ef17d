import type { ApiKeyRecord } from './api-key.ts'

const places = {
  key: 'api-keys',
  client: 'clients',
  link: 'sign-in-links',
  person: 'users',
  platform: 'platform-keys',
} as const

/** How events name what a request acts as. */
export function toKeySubject({ id, kind }: Pick<ApiKeyRecord, 'id' | 'kind'>): string {
  return `${places[kind]}/${id}`
}
