import { expect } from 'vitest'

import type { Answer } from '../test-server.ts'
import type { PatchRow } from './corpus-rows.ts'
import { expectScimError, withWords, type Library } from './library.ts'

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

type Resource = Readonly<Record<string, unknown>> & { readonly id: string }

/** How a PATCH gets to the server: as a request of its own, or as an operation of a bulk request (RFC 7644 §3.7). */
type Delivery = 'alone' | 'in bulk'

/** Plays a row on a resource of its own: what it says must be so afterwards, and nothing else may have changed. */
export async function playPatch(library: Library, written: PatchRow, delivery: Delivery): Promise<void> {
  const row = withWords(written, { ...library.words, fresh: library.fresh() })
  const endpoint = row.type === 'User' ? '/Users' : '/Groups'
  const before = await create(library, endpoint, row)
  const path = `${endpoint}/${before.id}`
  const body = row.body ?? { schemas: [PATCH_OP], Operations: row.operations }
  const answer = await deliver(library, delivery, path, body)
  const after = (await library.tenant.provider('GET', path)).body as Resource

  if (row.refused === undefined) expectSuccess(answer, after, row, delivery)
  else expectScimError(answer, row.refused)
  expect(comparable(after)).toEqual(comparable(expected(before, row)))
  const changed = JSON.stringify(comparable(after)) !== JSON.stringify(comparable(before))
  if (changed !== (versionOf(after) !== versionOf(before)))
    expect.fail(changed ? 'changed, but has no new version' : 'has a new version without a change')
}

async function create({ tenant, fresh }: Library, endpoint: string, { resource, type }: PatchRow): Promise<Resource> {
  const name = fresh()
  const least = type === 'User' ? { userName: name } : { displayName: name }
  const { body, status } = await tenant.provider('POST', endpoint, { ...least, ...resource })
  if (status !== 201) expect.fail(`answered ${status}: ${JSON.stringify(body)}`)
  return body as Resource
}

async function deliver({ tenant }: Library, delivery: Delivery, path: string, data: unknown): Promise<Answer> {
  if (delivery === 'alone') return tenant.provider('PATCH', path, data)
  const answer = await tenant.provider('POST', '/Bulk', {
    schemas: [BULK],
    Operations: [{ method: 'PATCH', path, data }],
  })
  // `data` of a wrong type makes the whole request wrong.
  if (answer.status !== 200) return answer
  const [operation] = (answer.body as { Operations: { status: string; response?: unknown }[] }).Operations
  if (operation === undefined) expect.fail('the operation has no answer')
  return { status: Number(operation.status), headers: answer.headers, body: operation.response }
}

/** A user is answered whole, a group by 204 (RFC 7644 §3.5.2). */
function expectSuccess({ body, status }: Answer, after: Resource, { type }: PatchRow, delivery: Delivery): void {
  if (status >= 300) expect.fail(`answered ${status}: ${JSON.stringify(body)}`)
  if (delivery === 'alone' && type === 'User') expect(body).toEqual(after)
}

/** The resource before, with what the row says of it. */
function expected(before: Resource, { absent, gives }: PatchRow): Record<string, unknown> {
  const others = Object.entries(before).filter(([name]) => !absent.includes(name))
  return { ...Object.fromEntries(others), ...gives }
}

/** `schemas` and `meta` follow from the rest, and how a member is shown from its value; the version is compared by itself. */
function comparable({ meta: _meta, schemas: _schemas, ...attributes }: Readonly<Record<string, unknown>>): object {
  const { members } = attributes
  return Array.isArray(members) ? { ...attributes, members: members.map(toMember) } : attributes
}

function toMember(member: string | { readonly value: string }): string {
  return typeof member === 'string' ? member : member.value
}

function versionOf({ meta }: Resource): unknown {
  return (meta as { version: string }).version
}
