import type { OperationContext } from '../change/operation-context.ts'
import type { CompiledMapping } from '../decider.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import { MappingError } from '../errors.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import { readDirectoryView } from './directory-view.ts'
import { inOrder } from './in-order.ts'

/**
 * A mapping that compiles, with its warnings. Throws MappingError with every diagnostic: also of what it refers to in the
 * organization, as far as it can be read.
 */
export async function compileChecked(
  context: Pick<OperationContext, 'mappings' | 'now' | 'organizationId' | 'store'>,
  source: MappingSource,
): Promise<{ readonly mapping: CompiledMapping; readonly diagnostics: readonly Diagnostic[] }> {
  const { diagnostics, mapping, references } = context.mappings.decider.compile(source)
  if (mapping !== null) return { mapping, diagnostics }
  if (references === null) throw new MappingError(diagnostics)
  const reader = context.store.read(context.organizationId)
  const view = await readDirectoryView(reader, references, context.now())
  throw new MappingError(inOrder([...diagnostics, ...references.checkAgainst(view)]))
}
