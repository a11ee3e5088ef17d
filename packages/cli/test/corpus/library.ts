import { expect } from 'vitest'

import type { Answer, Tenant } from '../test-server.ts'
import { readDirectory } from './corpus-rows.ts'

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'
const URNS = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  corpus: 'urn:example:scim:schemas:extension:corpus:2.0:User',
}
const BEYOND_LIMITS = { long: 'a'.repeat(40_000), open: '('.repeat(2_000), close: ')'.repeat(2_000) }

/** The organization in which all rows of a database are played, with the people and groups of `directory.yaml`. */
export interface Library {
  readonly tenant: Tenant
  /** What `${name}` stands for in rows: a URN, a text beyond the limits, the id of somebody of the directory, or the `base` of all URLs. */
  readonly words: Readonly<Record<string, string>>
  /** A name that nobody has. */
  readonly fresh: () => string
}

export async function createLibrary(tenant: Tenant): Promise<Library> {
  await tenant.owner('PUT', '/api/settings/organization', { userNameMutable: true })
  const words: Record<string, string> = { ...URNS, ...BEYOND_LIMITS, base: tenant.scim.tenantUrl }
  const { groups, users } = readDirectory()
  for (const [name, attributes] of Object.entries(users))
    words[name] = await create(tenant, '/Users', attributes, words)
  for (const [name, attributes] of Object.entries(groups))
    words[name] = await create(tenant, '/Groups', attributes, words)
  let made = 0
  return { tenant, words, fresh: () => `corpus-${(made += 1)}` }
}

async function create(tenant: Tenant, path: string, attributes: object, words: Library['words']): Promise<string> {
  const answer = await tenant.provider('POST', path, withWords(attributes, words))
  if (answer.status !== 201) expect.fail(`answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return (answer.body as { id: string }).id
}

/** The value with every `${name}` in its texts and keys replaced. */
export function withWords<Value>(value: Value, words: Library['words']): Value {
  return replaced(value, words) as Value
}

function replaced(value: unknown, words: Library['words']): unknown {
  if (typeof value === 'string') return toText(value, words)
  if (Array.isArray(value)) return value.map((element) => replaced(element, words))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [toText(key, words), replaced(part, words)]))
}

function toText(text: string, words: Library['words']): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (_whole, name: string) => {
    const word = words[name]
    if (word === undefined) throw new Error(`there is no \${${name}}`)
    return word
  })
}

/** A refusal in the form of RFC 7644 §3.12: never 5xx. */
export function expectScimError({ body, headers, status }: Answer, wanted: Wanted): void {
  if (status !== wanted.status) expect.fail(`answered ${status}: ${JSON.stringify(body)}`)
  expect(headers.get('content-type')).toContain('application/scim+json')
  const scimType = wanted.scimType === undefined ? {} : { scimType: wanted.scimType }
  expect(body).toMatchObject({ schemas: [ERROR], status: String(status), ...scimType })
}

interface Wanted {
  readonly status: number
  readonly scimType?: string | undefined
}
