import type { Condition } from '@rolecall/core/plugin/condition'
import type { Fields, MappingNode, ReadFields } from '@rolecall/core/plugin/mapping-node'
import { isJsonObject } from '@rolecall/core/scim/resource/resource-data'
import { fold } from '@rolecall/core/scim/fold'
import { placeOf, readPart, type Part } from './role-effects.ts'

/** The attribute of each way to name what a provider assigns, and whether that is a pattern. */
export const selectors = {
  role: { attribute: 'roles', operator: 'eq' },
  rolePattern: { attribute: 'roles', operator: 'matches' },
  entitlement: { attribute: 'entitlements', operator: 'eq' },
  entitlementPattern: { attribute: 'entitlements', operator: 'matches' },
} as const

export type Selector = keyof typeof selectors

/** What an entry of `providerRoles` looks for in a user. */
export interface ProviderValue extends Part {
  readonly key: Selector
  readonly attribute: 'roles' | 'entitlements'
  /** Whether it is one value that the author has named, and none that fits. */
  readonly isExact: boolean
  matches(value: string): boolean
}

const keys = Object.keys(selectors) as readonly Selector[]

/** The keys of an entry: the one that it is by, and the others. */
export function fieldsOfEntry({ value }: MappingNode): Fields {
  const written = keysIn(value)
  const required = written.length === 1 ? written : written.length === 0 ? ['role'] : []
  return { required: [...required, 'grant'], optional: [...written, 'expires', 'privileged'] }
}

/** Reads what an entry is by; it is exactly one of the four keys. */
export function readProviderValue(fields: ReadFields, node: MappingNode): ProviderValue | undefined {
  const [key, other] = keysIn(node.value)
  if (key !== undefined && other !== undefined) {
    node.report('error', 'SEVERAL_VALUES', `An entry has one of ${keys.join(', ')}, not ${key} and ${other}.`)
    return undefined
  }
  const part = key === undefined ? undefined : readPart(fields.get(key))
  if (key === undefined || part === undefined) return undefined
  const { attribute, operator } = selectors[key]
  const named = { ...part, key, attribute }
  if (operator === 'eq') return { ...named, isExact: true, matches: (value) => fold(value) === fold(part.text) }
  const pattern = part.node.readPattern()
  return pattern && { ...named, isExact: false, matches: (value) => pattern.match(value) !== undefined }
}

/** What must hold of the user, as somebody would have written it in a rule. */
export function toCondition(value: ProviderValue): Condition {
  const { attribute, operator } = selectors[value.key]
  const text = `user.${attribute}[value ${operator} ${JSON.stringify(value.text)}]`
  const source = { text, ...placeOf(value) }
  return { of: 'user', path: `${attribute}.value`, operator, value: value.text, source }
}

function keysIn(value: MappingNode['value']): readonly Selector[] {
  return isJsonObject(value) ? keys.filter((key) => Object.hasOwn(value, key)) : []
}
