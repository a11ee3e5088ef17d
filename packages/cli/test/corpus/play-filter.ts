import { expect } from 'vitest'

import type { Answer, Tenant } from '../test-server.ts'
import type { BrokenRow, FilterRow } from './corpus-rows.ts'
import { expectScimError, withWords, type Library } from './library.ts'

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

/** Those of the directory among whom a filter is asked, by `groups` or `users`. */
export interface People {
  readonly Users: readonly string[]
  readonly Groups: readonly string[]
}

/**
 * Asks by GET, by `.search` and at the root, which must agree, and for the opposite, which must find everybody else:
 * logic is two-valued.
 */
export async function playFilter(library: Library, people: People, written: FilterRow): Promise<void> {
  const { at, filter, finds } = withWords(written, library.words)
  const named = people[at]
  const among = `id pr and (${filter})`
  const ask = async (path: string, asked: string): Promise<readonly string[]> =>
    namesOf(library, people, await get(library.tenant, path, asked))

  const wanted = named.filter((name) => finds.includes(name))
  expect(finds.filter((name) => !named.includes(name))).toEqual([])
  expect(await ask(`/${at}`, filter)).toEqual(wanted)
  expect(await ask(`/${at}`, among)).toEqual(wanted)
  expect(namesOf(library, people, await search(library.tenant, `/${at}/.search`, filter))).toEqual(wanted)
  expect((await ask('/', filter)).filter((name) => named.includes(name))).toEqual(wanted)
  expect(await ask(`/${at}`, `not (${filter})`)).toEqual(named.filter((name) => !wanted.includes(name)))
}

/** Sends a broken text to each place that takes a filter: none may choke on it, and none may take it for another. */
export async function playBroken(library: Library, userId: string, written: BrokenRow): Promise<void> {
  const text = withWords(written.broken, library.words)
  const { tenant } = library
  const wanted = { status: 400, scimType: 'invalidFilter' }
  for (const path of ['/Users', '/Groups', '/']) expectScimError(await get(tenant, path, text), wanted)
  for (const path of ['/Users/.search', '/.search']) expectScimError(await search(tenant, path, text), wanted)

  const messages = [`emails[${text}]`, `emails[${text}].value`, text].map((path) => ({
    schemas: [PATCH_OP],
    Operations: [{ op: 'replace', path, value: 'x' }],
  }))
  const path = `/Users/${userId}`
  for (const message of messages) expectHarmless(await tenant.provider('PATCH', path, message))
  const Operations = messages.map((data) => ({ method: 'PATCH', path, data }))
  const bulk = await tenant.provider('POST', '/Bulk', { schemas: [BULK], Operations })
  const parts = (bulk.body as { Operations?: { status: string; response?: unknown }[] }).Operations ?? []
  expect(parts).toHaveLength(messages.length)
  for (const { response, status } of parts) expectHarmless({ ...bulk, status: Number(status), body: response })
}

/** Refused as SCIM refuses; a text that is broken as a filter may be a path. */
function expectHarmless(answer: Answer): void {
  if (answer.status >= 300) expectScimError(answer, { status: 400 })
}

function get({ provider }: Tenant, path: string, filter: string): Promise<Answer> {
  return provider('GET', `${path}?count=1000&filter=${encodeURIComponent(filter)}`)
}

function search({ provider }: Tenant, path: string, filter: string): Promise<Answer> {
  return provider('POST', path, { schemas: [SEARCH], filter, count: 1000 })
}

/** The names of those found, in the order of the directory. */
function namesOf({ words }: Library, { Groups, Users }: People, { body, status }: Answer): readonly string[] {
  if (status !== 200) expect.fail(`answered ${status}: ${JSON.stringify(body)}`)
  const found = new Set((body as { Resources?: { id: string }[] }).Resources?.map(({ id }) => id))
  const names = [...Users, ...Groups].filter((name) => found.delete(words[name] ?? ''))
  if (found.size > 0) expect.fail(`found beside the directory: ${[...found].join(', ')}`)
  return names
}
