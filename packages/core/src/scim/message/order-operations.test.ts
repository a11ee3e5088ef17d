import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { BulkOperation } from './bulk-request.ts'
import { orderOperations } from './order-operations.ts'

const referring = new Set(['members'])

function create(bulkId: string, ...references: readonly string[]): BulkOperation {
  const members = references.map((reference) => ({ value: `bulkId:${reference}` }))
  return { method: 'POST', bulkId, endpoint: 'Groups', id: undefined, version: null, data: { members } }
}

function change(id: string, ...values: readonly string[]): BulkOperation {
  const data = { Operations: [{ op: 'add', path: 'members', value: values.map((value) => ({ value })) }] }
  return { method: 'PATCH', bulkId: undefined, endpoint: 'Groups', id, version: null, data }
}

const remove = (id: string): BulkOperation => ({ ...change(id), method: 'DELETE', data: null })

const orderOf = (...operations: readonly BulkOperation[]) =>
  orderOperations(operations, referring).map(({ indexes, circular }) => (circular ? indexes : indexes[0]))

describe('orderOperations (RFC 7644 §3.7)', () => {
  it('keeps the order of the request', () => {
    expect(orderOf(create('a'), create('b', 'a'), remove('1'), change('bulkId:b', 'bulkId:a'))).toEqual([0, 1, 2, 3])
  })

  it('lets an operation wait for what it refers to, and nothing else', () => {
    expect(orderOf(create('a', 'c'), remove('1'), create('c'), create('d'))).toEqual([1, 2, 0, 3])
    expect(orderOf(change('bulkId:a'), create('a', 'b'), create('b'))).toEqual([2, 1, 0])
  })

  it('lets what concerns the same resource wait with it', () => {
    expect(orderOf(change('1', 'bulkId:a'), remove('1'), create('a'))).toEqual([2, 0, 1])
    // The user is added and then deleted: the other way about, a member that nobody knows would stay.
    expect(orderOf(change('1', 'u', 'bulkId:a'), remove('u'), remove('x'), create('a'))).toEqual([2, 3, 0, 1])
  })

  it('does at once what refers to each other in a circle, or to itself (§3.7.1)', () => {
    expect(orderOf(create('a', 'b'), create('b', 'a'))).toEqual([[0, 1]])
    expect(orderOf(create('a', 'a'))).toEqual([[0]])
    expect(orderOf(create('x', 'a'), create('a', 'b'), create('b', 'c', 'y'), create('c', 'a'), create('y'))).toEqual([
      4,
      [1, 2, 3],
      0,
    ])
  })

  it('leaves out a reference to what nobody creates', () => {
    expect(orderOf(create('a', 'nobody'), change('1', 'bulkId:none'))).toEqual([0, 1])
  })

  it('does every operation once, and each after all that it refers to outside of its circle', () => {
    const operations = fc.integer({ min: 1, max: 12 }).chain((size) =>
      fc.tuple(
        ...Array.from({ length: size }, (_, index) =>
          fc
            .record({
              targets: fc.array(fc.integer({ min: 0, max: size }), { maxLength: 3 }),
              isPost: fc.boolean(),
              id: fc.integer({ min: 0, max: 2 }),
            })
            .map(({ id, isPost, targets }) => {
              const names = targets.map(String)
              return isPost
                ? create(String(index), ...names)
                : change(`r${id}`, ...names.map((name) => `bulkId:${name}`))
            }),
        ),
      ),
    )
    fc.assert(
      fc.property(operations, (list) => {
        const steps = orderOperations(list, referring)
        const place = new Map(steps.flatMap(({ indexes }, at) => indexes.map((index) => [index, at] as const)))
        expect([...place.keys()].toSorted((a, b) => a - b)).toEqual([...list.keys()])
        for (const [index, { data, id }] of list.entries()) {
          for (const [, name = ''] of JSON.stringify(data).matchAll(/bulkId:(\d+)/g)) {
            if (list[Number(name)]?.method !== 'POST') continue
            expect(place.get(Number(name))).toBeLessThanOrEqual(place.get(index) as number)
          }
          const later = list.findIndex((other, at) => at > index && other.id === id && id !== undefined)
          if (later > index) expect(place.get(index)).toBeLessThan(place.get(later) as number)
        }
      }),
    )
  })

  it('is quick for as many operations as are allowed', () => {
    const size = 1_000
    const chain = Array.from({ length: size }, (_, index) => create(String(index), String(index + 1)))
    const start = process.cpuUsage()
    expect(orderOperations(chain, referring)[0]?.indexes).toEqual([size - 1])
    // CPU time, which a busy machine does not lengthen.
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000)
  })
})
