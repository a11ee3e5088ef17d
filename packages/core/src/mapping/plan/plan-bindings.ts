import type { CompiledMapping } from '../../decider.ts'
import type { StoreReader } from '../../store.ts'

/** Which groups the names of a mapping stand for, were it the current one. */
export interface PlannedBindings {
  /** The names of each group, by its id. */
  readonly names: ReadonlyMap<string, readonly string[]>
  /** Names of other groups that the group has now. */
  readonly claims: ReadonlyMap<string, readonly string[]>
  /** Groups whose `externalId` has changed since they were bound: what they newly give is withheld. */
  readonly suspects: ReadonlySet<string>
  /** The same as lines of text, in order: equal for equal bindings. */
  readonly text: readonly string[]
}

/**
 * What an apply would bind, without binding it: a binding survives as long as the mapping uses its name; a name
 * without one goes to the lowest id that has it, and the others claim it.
 */
export async function planBindings(reader: StoreReader, mapping: CompiledMapping): Promise<PlannedBindings> {
  const standing = (await reader.bindings.list()).filter(({ nameKey }) => mapping.groupNames.has(nameKey))
  const known = new Set(standing.map(({ nameKey }) => nameKey))
  const missing = [...mapping.groupNames].filter((name) => !known.has(name))
  const names = new Map<string, string[]>()
  const claims = new Map<string, string[]>()
  for (const { groupId, nameKey, state } of standing) append(state === 'claimed' ? claims : names, groupId, nameKey)
  for (const [nameKey, [lowest, ...others]] of await reader.groups.findIdsByNames(missing)) {
    if (lowest !== undefined) append(names, lowest, nameKey)
    for (const other of others) append(claims, other, nameKey)
  }
  const suspects = new Set(standing.filter(({ state }) => state === 'changed').map(({ groupId }) => groupId))
  return { names, claims, suspects, text: toLines(names, claims, suspects) }
}

function toLines(
  names: ReadonlyMap<string, readonly string[]>,
  claims: ReadonlyMap<string, readonly string[]>,
  suspects: ReadonlySet<string>,
): readonly string[] {
  const suspected = [...suspects].map((groupId) => JSON.stringify([groupId, 'changed', '']))
  return [...toText(names, 'bound'), ...toText(claims, 'claimed'), ...suspected].sort()
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

function toText(lists: ReadonlyMap<string, readonly string[]>, state: string): string[] {
  return [...lists].flatMap(([groupId, names]) => names.map((name) => JSON.stringify([groupId, state, name])))
}

/** The group of a line of `PlannedBindings.text`. */
export function groupOfBinding(text: string): string {
  return (JSON.parse(text) as readonly [string])[0]
}
