import type { Store } from '@rolecall/core/store'

/**
 * Puts before a store that nobody asks it for nothing, or writes nothing: each such call is a trip to the database that changes
 * and answers nothing. What the stores of databases answer without a trip may be asked.
 */
export function refuseIdleTrips(store: Store): Store {
  return watch(store, 'store')
}

/** These answer an empty list, or an empty query, without a statement. */
const withoutStatement = new Set([
  'addLines',
  'append',
  'findConflicts',
  'findIdsByNames',
  'findMany',
  'listDeciding',
  'replace',
  'setEmailValidated',
])

function watch<Part extends object>(part: Part, name: string): Part {
  const known = new Map<PropertyKey, unknown>()
  return new Proxy(part, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver)
      if (known.has(key)) return known.get(key)
      if (typeof value === 'function') known.set(key, watchCall(target, value as Call, `${name}.${String(key)}`))
      else if (isPart(value)) known.set(key, watch(value, `${name}.${String(key)}`))
      else return value
      return known.get(key)
    },
  })
}

type Call = (...values: unknown[]) => unknown

function watchCall(target: object, call: Call, name: string): Call {
  const method = name.slice(name.lastIndexOf('.') + 1)
  return (...values) => {
    const idle = values.some(isEmpty) && !withoutStatement.has(method)
    if (idle) throw new Error(`${name} is asked for nothing: that is a trip to the database for nothing`)
    const answer = Reflect.apply(call, target, values.map(watchCallback))
    return isPart(answer) && !(answer instanceof Promise) ? watch(answer, name) : answer
  }
}

/** A list of nothing, or a query for what is of nobody. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false
  return 'userIds' in value && isEmpty(value.userIds)
}

/** What a transaction or a snapshot is given to. */
function watchCallback(value: unknown): unknown {
  if (typeof value !== 'function') return value
  return (...given: unknown[]) =>
    Reflect.apply(
      value,
      undefined,
      given.map((one) => (isPart(one) ? watch(one, 'tx') : one)),
    )
}

/** Nouns, readers and transactions; what is answered from them is left as it is. */
function isPart(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).some((inner) => typeof inner === 'function' || isNoun(inner))
}

function isNoun(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((inner) => typeof inner === 'function')
  )
}
