import type { OperationContext } from '../change/operation-context.ts'
import type { CompiledMapping } from '../decider.ts'
import type { TestReport } from '../directory/test-report.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import type { StoreReader } from '../store.ts'
import { compileKnown } from './compile-checked.ts'
import { readDirectoryView } from './directory-view.ts'
import { inOrder } from './in-order.ts'
import { readSomePeople } from './read-some-people.ts'

/** What there is to say about a mapping before anything is done with it. */
export interface MappingCheck {
  /** Whether it could be applied: no error, and no test that fails. */
  readonly valid: boolean
  readonly diagnostics: readonly Diagnostic[]
  /** Empty where the mapping does not compile. */
  readonly tests: TestReport
}

const noTests: TestReport = { passed: 0, failed: 0, results: [], coverage: { rules: 0, covered: 0, uncovered: [] } }

/** Every diagnostic of a mapping against the organization as it is, and the results of its tests; nothing is applied. */
export async function checkMapping(context: OperationContext, source: MappingSource): Promise<MappingCheck> {
  const reader = context.store.read(context.organizationId)
  const { diagnostics, mapping, references } = await compileKnown(context, reader, source)
  if (mapping !== null) return checkCompiled(reader, mapping, diagnostics, context.now())
  if (references === null) return { valid: false, diagnostics, tests: noTests }
  const view = await readDirectoryView(reader, references, context.now())
  return {
    valid: false,
    diagnostics: inOrder([...diagnostics, ...(await references.checkAgainst(view))]),
    tests: noTests,
  }
}

/** The same of one that compiles, with what was said when it did. */
export async function checkCompiled(
  reader: StoreReader,
  mapping: CompiledMapping,
  diagnostics: readonly Diagnostic[],
  now: string,
): Promise<MappingCheck> {
  const view = await readDirectoryView(reader, mapping, now)
  const found = inOrder([...diagnostics, ...(await mapping.checkAgainst(view))])
  const people = mapping.tests.length === 0 ? [] : await readSomePeople(reader, mapping)
  const tests = await mapping.runTests(mapping.tests, { names: view.known, people })
  const valid = tests.failed === 0 && found.every(({ severity }) => severity !== 'error')
  return { valid, diagnostics: found, tests }
}
