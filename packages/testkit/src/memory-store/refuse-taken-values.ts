import { Uniqueness } from '@rolecall/core/scim/errors'
import { uniqueKeys } from '@rolecall/core/scim/resource/unique-keys'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'

import { distinct } from './in-order.ts'

interface Resource {
  readonly id: string
  readonly data: ResourceData
}

/** Throws Uniqueness naming every attribute, unique within the organization, of which another resource has the value. */
export function refuseTakenValues(type: ResourceType, resource: Resource, all: readonly Resource[]): void {
  const wanted = uniqueKeys(type, resource.data)
  if (wanted.length === 0) return
  const held = all.filter(({ id }) => id !== resource.id).flatMap(({ data }) => uniqueKeys(type, data))
  const taken = wanted.filter(({ key, path }) => held.some((other) => other.path === path && other.key === key))
  if (taken.length === 0) return
  const paths = distinct(taken.map(({ path }) => path)).join(', ')
  throw new Uniqueness(`${paths}: another ${type.name} of this organization has this value`)
}
