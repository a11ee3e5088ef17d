import type { TestReport } from '../directory/test-report.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import { readDirectoryView } from './directory-view.ts'
import type { OperationContext } from '../change/operation-context.ts'

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
  const { diagnostics, mapping } = context.mappings.decider.compile(source)
  if (mapping === null) return { valid: false, diagnostics, tests: noTests }
  const view = await readDirectoryView(context.store.read(context.organizationId), mapping)
  const found = [...diagnostics, ...mapping.checkAgainst(view)]
  const tests = await mapping.runTests()
  const valid = tests.failed === 0 && found.every(({ severity }) => severity !== 'error')
  return { valid, diagnostics: found, tests }
}
