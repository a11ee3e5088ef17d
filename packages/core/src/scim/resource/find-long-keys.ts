import type { Issue } from '../errors.ts'
import { valuesAt } from '../path/values-at.ts'
import { findAttribute, leafOf } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { Tolerances } from '../tolerance.ts'
import { isKeyLength, LONG_KEY } from './key-length.ts'
import type { ResourceData } from './resource-data.ts'
import { toKey } from './to-key.ts'
import { uniqueKeys } from './unique-keys.ts'

/** What the hot look-ups find by an index, by the name of the type; members of a group are rows of their own. */
const LOOKED_UP: Readonly<Record<string, readonly string[]>> = {
  User: ['userName', 'externalId', 'emails.value'],
  Group: ['displayName', 'externalId'],
}

const strict = new Tolerances({ strict: true })

/** Values that are looked up by an index, or unique by one, and too long for it (RFC 7644 §3.12: invalidValue). */
export function findLongKeys(type: ResourceType, data: ResourceData): readonly Issue[] {
  const lookedUp = (LOOKED_UP[type.name] ?? []).filter((path) => {
    const found = findAttribute(type, path, strict)
    return found !== undefined && valuesAt(data, found, undefined).some((value) => isLong(toKey(leafOf(found), value)))
  })
  const unique = uniqueKeys(type, data).flatMap(({ key, path }) => (isLong(key) ? [path] : []))
  return [...new Set([...lookedUp, ...unique])].map((path) => ({ path, message: LONG_KEY }))
}

function isLong(key: unknown): boolean {
  return typeof key === 'string' && !isKeyLength(key)
}
