import type { MappingVersion } from '../store/mappings.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** The current mapping as its author wrote it; `undefined` before the first. */
export async function readMapping(context: OperationContext): Promise<MappingVersion | undefined> {
  const reader = context.store.read(context.organizationId)
  const { mappingVersion } = await reader.getState()
  return mappingVersion === 0 ? undefined : reader.mappings.find(mappingVersion)
}
