import { findReferences, mentionsOf } from './bulk-references.ts'
import { isMalformed, type BulkRequest } from './bulk-request.ts'
import type { ReferenceNames } from './reference-names.ts'

/** What is done at once: one operation, or several POSTs that refer to each other in a circle. By index. */
export interface BulkStep {
  readonly indexes: readonly number[]
  /** Whether a resource is referred to before it is there, be it by itself. */
  readonly circular: boolean
}

/**
 * The order in which the operations of a bulk request are done (RFC 7644 §3.7): as sent, but that an
 * operation waits for the resources that it refers to. What comes later and concerns the same things
 * waits with it, so that the outcome is what the client meant.
 */
export function orderOperations(operations: BulkRequest['operations'], names: ReferenceNames): readonly BulkStep[] {
  const needs = needsOf(operations, names)
  const circles = findCircles(needs)
  const circleOf = new Map(circles.flatMap((circle) => circle.map((index) => [index, circle] as const)))
  const steps = circles.map((indexes) => ({
    indexes,
    circular: indexes.length > 1 || (needs[indexes[0] as number] as Set<number>).has(indexes[0] as number),
    /** The place of a circle is that of its last member, as that of an operation that waits. */
    place: Math.max(...indexes),
    waitsFor: new Set(
      indexes.flatMap((index) => [...(needs[index] as Set<number>)].map((other) => circleOf.get(other) as number[])),
    ),
  }))
  steps.sort((a, b) => a.place - b.place)
  const ordered: BulkStep[] = []
  const done = new Set<readonly number[]>()
  let remaining = steps
  while (remaining.length > 0) {
    const next = remaining.find(({ indexes, waitsFor }) =>
      [...waitsFor].every((other) => other === indexes || done.has(other)),
    )
    if (next === undefined) throw new Error('operations wait for each other outside of any circle')
    done.add(next.indexes)
    ordered.push({ indexes: next.indexes, circular: next.circular })
    remaining = remaining.filter((step) => step !== next)
  }
  return ordered
}

/** For each operation the indexes of those that have to come before it. */
function needsOf(operations: BulkRequest['operations'], names: ReferenceNames): readonly Set<number>[] {
  const makers = new Map(
    operations.flatMap(({ bulkId, method }, index) =>
      method === 'POST' && bulkId !== undefined ? [[bulkId, index] as const] : [],
    ),
  )
  const waiting = new Set<number>()
  const concerned = new Map<string, number>()
  return operations.map((operation, index) => {
    if (isMalformed(operation)) return new Set()
    const references = [...findReferences(operation, names)].map((bulkId) => makers.get(bulkId))
    const needs = new Set(references.filter((maker) => maker !== undefined))
    const earlier = operation.id === undefined ? undefined : concerned.get(operation.id)
    if (earlier !== undefined) needs.add(earlier)
    if ([...needs].some((other) => other >= index || waiting.has(other))) {
      waiting.add(index)
      for (const text of mentionsOf(operation)) concerned.set(text, index)
    }
    return needs
  })
}

/** The strongly connected components of the graph (Tarjan): almost all have one member. Members are ascending. */
function findCircles(needs: readonly ReadonlySet<number>[]): readonly number[][] {
  const order = new Map<number, number>()
  const lowest = new Map<number, number>()
  const stack: number[] = []
  const open = new Set<number>()
  const circles: number[][] = []

  function visit(index: number): number {
    order.set(index, order.size)
    lowest.set(index, order.get(index) as number)
    stack.push(index)
    open.add(index)
    for (const other of needs[index] as ReadonlySet<number>) {
      const reached = order.has(other) ? (open.has(other) ? (order.get(other) as number) : Infinity) : visit(other)
      lowest.set(index, Math.min(lowest.get(index) as number, reached))
    }
    if (lowest.get(index) === order.get(index)) {
      const circle = stack.splice(stack.indexOf(index))
      for (const member of circle) open.delete(member)
      circles.push(circle.sort((a, b) => a - b))
    }
    return lowest.get(index) as number
  }

  for (const index of needs.keys()) if (!order.has(index)) visit(index)
  return circles
}
