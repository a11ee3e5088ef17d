import type { MappingSource } from '../decider.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import { readDirectoryView } from '../step/directory-view.ts'
import type { OperationContext } from './operation-context.ts'

/** Every diagnostic of a mapping, against the organization as it is; nothing is applied. */
export async function checkMapping(context: OperationContext, source: MappingSource): Promise<readonly Diagnostic[]> {
  const { diagnostics, mapping } = context.mappings.decider.compile(source)
  if (mapping === null) return diagnostics
  const view = await readDirectoryView(context.store.read(context.organizationId), mapping)
  return [...diagnostics, ...mapping.checkAgainst(view)]
}
