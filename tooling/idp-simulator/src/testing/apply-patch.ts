import { parseTargetPath } from '../target-path.ts'

export type StoredResource = Record<string, unknown>

interface Operation {
  readonly op: string
  readonly path?: string
  readonly value?: unknown
}

/** Applies what the simulator sends, in both dialects, and nothing more. */
export function applyPatch(resource: StoredResource, body: unknown): void {
  for (const { op, path, value } of (body as { Operations: readonly Operation[] }).Operations) {
    if (path === undefined) {
      for (const [key, item] of Object.entries(value as object)) assign(resource, key, item)
    } else if (path.startsWith('members')) {
      patchMembers(resource, op.toLowerCase(), path, value)
    } else {
      assign(resource, path, value)
    }
  }
}

function patchMembers(resource: StoredResource, op: string, path: string, value: unknown): void {
  const members = new Set((resource['members'] ?? []) as readonly string[])
  const named =
    path === 'members'
      ? (value as readonly { value: string }[]).map((member) => member.value)
      : [path.split('"')[1] ?? '']
  for (const id of named) {
    if (op === 'add') members.add(id)
    else members.delete(id)
  }
  resource['members'] = [...members]
}

function assign(resource: StoredResource, path: string, sent: unknown): void {
  const target = parseTargetPath(path)
  if (target === undefined) throw new Error(`unexpected path ${path}`)
  const value = target.isBoolean && typeof sent === 'string' ? sent === 'True' : sent
  const container = target.urn === null ? resource : child(resource, target.urn)
  if (target.filter !== null && target.subAttribute !== null) {
    const list = (container[target.attribute] ??= []) as StoredResource[]
    const { attribute, value: wanted } = target.filter
    let element = list.find((item) => item[attribute] === wanted)
    if (element === undefined) list.push((element = { [attribute]: wanted }))
    element[target.subAttribute] = value
  } else if (target.subAttribute !== null) {
    child(container, target.attribute)[target.subAttribute] = value
  } else {
    container[target.attribute] = value
  }
}

function child(parent: StoredResource, name: string): StoredResource {
  return (parent[name] ??= {}) as StoredResource
}
