import type { CompiledMapping } from '../decider.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import { MappingError } from '../errors.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import type { OperationServices } from '../change/operation-context.ts'

/** A mapping that compiles, with its warnings. Throws MappingError with every diagnostic. */
export function compileChecked(
  { mappings }: Pick<OperationServices, 'mappings'>,
  source: MappingSource,
): { readonly mapping: CompiledMapping; readonly diagnostics: readonly Diagnostic[] } {
  const { diagnostics, mapping } = mappings.decider.compile(source)
  if (mapping === null) throw new MappingError(diagnostics)
  return { mapping, diagnostics }
}
