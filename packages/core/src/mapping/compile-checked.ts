import type { OperationContext } from '../change/operation-context.ts'
import type { Compilation, CompiledMapping } from '../decider.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import { MappingError } from '../errors.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import type { StoreReader } from '../store.ts'
import { readDirectoryView } from './directory-view.ts'
import { inOrder } from './in-order.ts'

/**
 * A mapping that compiles, with its warnings. Throws MappingError with every diagnostic: also of what it refers to in the
 * organization, as far as it can be read. `version` is the one that it brings back.
 */
export async function compileChecked(
  context: Pick<OperationContext, 'mappings' | 'now' | 'organizationId' | 'store'>,
  source: MappingSource,
  version: number | null = null,
): Promise<{ readonly mapping: CompiledMapping; readonly diagnostics: readonly Diagnostic[] }> {
  const reader = context.store.read(context.organizationId)
  const { diagnostics, mapping, references } = await compileKnown(context, reader, source, version)
  if (mapping !== null) return { mapping, diagnostics }
  if (references === null) throw new MappingError(diagnostics)
  const view = await readDirectoryView(reader, references, context.now())
  throw new MappingError(inOrder([...diagnostics, ...(await references.checkAgainst(view))]))
}

/**
 * Compiles a mapping. The text of that version, by default of the current one, has been applied before: how much a new mapping may hold is
 * not asked of it again.
 */
export async function compileKnown(
  { mappings: { decider } }: Pick<OperationContext, 'mappings'>,
  reader: StoreReader,
  source: MappingSource,
  version: number | null = null,
): Promise<Compilation> {
  const compiled = await decider.compileInTurns(source)
  if (compiled.mapping !== null) return compiled
  const known = await reader.mappings.find(version ?? (await reader.getState()).mappingVersion)
  const isKnown = known?.text === source.text && known.format === source.format
  return isKnown ? decider.compileInTurns({ ...source, applied: true }) : compiled
}
