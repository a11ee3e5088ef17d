import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'

import type { ShapeRow, Verb } from './shape-rows.ts'

export const urns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
}
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** A row by one verb, with every word in its place. */
export interface ShapeCase {
  readonly row: ShapeRow
  readonly verb: Verb
  /** The members that every group has before. */
  readonly members: readonly string[]
  /** Of the resource and of nobody else. */
  readonly ownName: string
}

/** The attributes before: of every group two members, of every user an address, a role, and `active`. */
export function toBefore({ row, members, ownName }: Omit<ShapeCase, 'verb'>): JsonObject {
  const common =
    row.type === 'Group'
      ? { displayName: ownName, members: members.map((value) => ({ value })) }
      : { userName: ownName, active: true, emails: [{ value: 'old@x.example' }], roles: [{ value: 'Old' }] }
  return { ...common, ...row.before } as JsonObject
}

/** What is sent beside the shape, and must be done wherever the shape is not refused. */
export function toBeside({ row, ownName }: Pick<ShapeCase, 'row' | 'ownName'>): JsonObject {
  return row.type === 'Group' ? { displayName: `${ownName}-renamed` } : { active: false }
}

export interface SentShape {
  readonly method: 'POST' | 'PUT' | 'PATCH'
  readonly body: JsonObject
}

/** The request; `text` sends a deactivation as Entra does, by `"False"`. `alone` leaves out what is beside the shape. */
export function toRequest(one: ShapeCase, { text, alone = false }: { text: boolean; alone?: boolean }): SentShape {
  const { row, verb, ownName } = one
  const beside = toBeside(one)
  if (verb === 'POST' || verb === 'PUT') {
    const schemas = row.type === 'Group' ? [urns.group] : [urns.user, urns.enterprise]
    const name = row.type === 'Group' ? {} : { userName: ownName }
    return { method: verb, body: { schemas, ...name, ...beside, [row.name]: row.value } as JsonObject }
  }
  const [op = ''] = verb.split(' ')
  const [name, value] = Object.entries(beside)[0] ?? []
  const other = { op: 'replace', path: name, value: text && value === false ? 'False' : value }
  const shape = verb.endsWith('without path')
    ? { op, value: { [row.name]: row.value } }
    : { op, path: row.name, value: row.value }
  return {
    method: 'PATCH',
    body: { schemas: [PATCH_OP], Operations: alone ? [shape] : [shape, other] } as unknown as JsonObject,
  }
}

/** What must be so afterwards where the request is not refused: whole attributes, of lists their values; `undefined` for what is absent. */
export function toExpected(one: ShapeCase): Readonly<Record<string, unknown>> {
  const { row } = one
  const gone = Object.fromEntries(row.absent.map((name) => [name, undefined]))
  return { ...toBeside(one), ...row.gives, ...gone, ...toExpectedList(one) }
}

/** A list after the verb, which may keep, add to or take from what was there. */
function toExpectedList(one: ShapeCase): Readonly<Record<string, unknown>> {
  const { row, verb } = one
  if (row.means === undefined) return {}
  const { means } = row
  const name = listOf(row)
  const before = verb === 'POST' ? [] : valuesOf(toBefore(one)[name])
  if (verb.startsWith('add') && !row.name.includes('['))
    return { [name]: [...before, ...means.filter((value) => !before.includes(value))] }
  if (verb === 'remove') return { [name]: before.filter((value) => !means.includes(value)) }
  return { [name]: means }
}

/** The list that a row is about: the last name of its path. */
export function listOf({ name }: ShapeRow): string {
  return /(\w+)(?:\[.*)?$/.exec(name)?.[1] ?? name
}

export function valuesOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map((element: { readonly value: string }) => element.value) : []
}

/** Attributes in the form of `toExpected`. */
export function toComparable(resource: Readonly<Record<string, unknown>>, one: ShapeCase): Record<string, unknown> {
  const expected = toExpected(one)
  const list = one.row.means === undefined ? undefined : listOf(one.row)
  return Object.fromEntries(
    Object.keys(expected).map((name) => [name, name === list ? valuesOf(resource[name]) : resource[name]]),
  )
}
