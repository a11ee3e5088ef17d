import type { CompiledMapping, MappingSource } from '../decider.ts'
import { MappingError } from '../errors.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import { PreconditionFailed } from '../scim/errors.ts'
import type { MappingVersion } from '../store.ts'
import { applyPolicy } from '../step/apply-policy.ts'
import { change, withMapping, type ChangeScope } from '../step/change-scope.ts'
import { readDirectoryView } from '../step/directory-view.ts'
import { rebind } from '../step/rebind.ts'
import { redecide } from '../step/redecide.ts'
import type { OperationContext } from './operation-context.ts'

/** The version that an apply left, and what there is to say about it. */
export interface AppliedMapping {
  readonly version: MappingVersion
  /** Warnings only: a mapping with an error is not applied. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Makes a mapping the current one and gives everybody the roles it says, in one transaction. The text
 * that is current already makes no new version. `ifMatch` is the version that the author has seen.
 * Throws MappingError with every diagnostic, PreconditionFailed, ConflictError (the last Owner).
 */
export async function applyMapping(
  context: OperationContext,
  source: MappingSource,
  ifMatch: number | null,
): Promise<AppliedMapping> {
  const { diagnostics, mapping } = context.mappings.decider.compile(source)
  if (mapping === null) throw new MappingError(diagnostics)
  return change(context, async (scope) => {
    const { mappingVersion } = scope.tx.state
    if (ifMatch !== null && ifMatch !== mappingVersion) {
      throw new PreconditionFailed(
        `If-Match is "${ifMatch}", but the current version is "${mappingVersion}"; read the mapping again`,
      )
    }
    const warnings = mapping.checkAgainst(await readDirectoryView(scope.tx, mapping))
    if (warnings.some(({ severity }) => severity === 'error')) throw new MappingError([...diagnostics, ...warnings])
    const version = await replaceMapping(scope, source, mapping)
    return { version, diagnostics: [...diagnostics, ...warnings] }
  })
}

async function replaceMapping(
  scope: ChangeScope,
  source: MappingSource,
  mapping: CompiledMapping,
): Promise<MappingVersion> {
  const { tx } = scope
  const current = await tx.mappings.find(tx.state.mappingVersion)
  if (current !== undefined && current.text === source.text && current.format === source.format) return current
  const version = await tx.mappings.insert({ ...source, authorKeyId: tx.cause.keyId })
  scope.record('MappingApplied', `mapping/${version.version}`, { version: version.version })
  const next = withMapping(scope, mapping, version.version)
  const concerned = await rebind(next)
  await redecide(next, scope.mapping, concerned)
  await applyPolicy(next, scope.mapping)
  return version
}
