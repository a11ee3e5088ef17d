import type { ResourceType } from '../schema/resource-type.ts'
import type { ResourceData } from './resource-data.ts'

/** The value of `schemas`: the core schema and every extension with data (RFC 7643 §3). */
export function schemasOf(type: ResourceType, data: ResourceData): string[] {
  const extensions = type.extensions.map((extension) => extension.schema.id).filter((urn) => data[urn] !== undefined)
  return [type.schema.id, ...extensions]
}
