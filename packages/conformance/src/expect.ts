import { isDeepStrictEqual } from 'node:util'

import { CheckFailure } from './check-failure.ts'
import { at, elementsOf, isObject, type Json, type JsonObject } from './json.ts'
import type { Reply } from './ask.ts'

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'
const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** Throws CheckFailure with the sentence unless the condition holds. */
export function expectThat(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new CheckFailure(sentence)
}

export function expectStatus({ status }: Reply, ...allowed: readonly number[]): void {
  expectThat(allowed.includes(status), `the status is ${status}, not ${allowed.join(' or ')}`)
}

export function expectEqual(actual: Json | undefined, expected: Json | undefined, what: string): void {
  expectThat(isDeepStrictEqual(actual, expected), `${what} is ${show(actual)}, not ${show(expected)}`)
}

/** An error in the form of RFC 7644 §3.12. */
export function expectError(reply: Reply, status: number | readonly number[], scimType?: string): void {
  expectStatus(reply, ...(typeof status === 'number' ? [status] : status))
  const { body } = reply
  expectThat(
    elementsOf(at(body, 'schemas')).includes(errorSchema),
    `the body is no SCIM Error (schemas has no ${errorSchema})`,
  )
  expectEqual(at(body, 'status'), String(reply.status), 'status in the body, which is a string,')
  if (scimType !== undefined) expectEqual(at(body, 'scimType'), scimType, 'scimType')
}

/** A ListResponse (RFC 7644 §3.4.2), whose total may be left out with a cursor (RFC 9865 §2); answers its resources. */
export function expectList(
  reply: Reply,
  totalRequired = true,
): { readonly total: number; readonly resources: readonly JsonObject[] } {
  expectStatus(reply, 200)
  const { body } = reply
  expectThat(
    elementsOf(at(body, 'schemas')).includes(listSchema),
    `the body is no ListResponse (schemas has no ${listSchema})`,
  )
  const total = at(body, 'totalResults')
  expectThat(
    Number.isInteger(total) || (total === undefined && !totalRequired),
    `totalResults is ${show(total)}, no integer`,
  )
  for (const name of ['itemsPerPage', 'startIndex']) {
    const value = at(body, name)
    expectThat(value === undefined || Number.isInteger(value), `${name} is ${show(value)}, no integer`)
  }
  const resources = elementsOf(at(body, 'Resources'))
  expectThat(
    resources.every((one) => isObject(one)),
    'Resources has something that is no object',
  )
  return { total: (total as number | undefined) ?? resources.length, resources: resources }
}

/** A list of exactly these resources, in any order. */
export function expectFound(reply: Reply, ids: readonly string[]): void {
  const { resources, total } = expectList(reply)
  const found = resources.map(({ id }) => String(id)).toSorted()
  expectThat(
    isDeepStrictEqual(found, [...ids].toSorted()),
    `it finds ${found.length} (${found.join(', ') || 'nothing'}), not ${ids.length} (${ids.join(', ') || 'nothing'})`,
  )
  expectEqual(total, ids.length, 'totalResults')
}

export function show(value: Json | undefined): string {
  return value === undefined ? 'absent' : (JSON.stringify(value) ?? String(value)).slice(0, 200)
}
