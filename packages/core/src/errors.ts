import type { CataloguePlan } from './directory/catalogue-plan.ts'
import type { conflictCodes } from './directory/conflict-codes.ts'
import type { Diagnostic } from './plugin/diagnostic.ts'
import type { TestReport } from './directory/test-report.ts'
import type { PlanView } from './directory/plan-view.ts'
import { Forbidden, type Issue } from './scim/errors.ts'

/** 409 of the management API: the state of the organization forbids it. `code` is stable. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError'
  readonly code: keyof typeof conflictCodes

  /** The plan that says what is refused; there where a mapping was to be applied and the brake holds. */
  readonly plan: PlanView | undefined

  /** What a catalogue that is refused would do. */
  readonly catalogue: CataloguePlan | undefined

  constructor(code: ConflictError['code'], message: string, plan?: PlanView, catalogue?: CataloguePlan) {
    super(message)
    this.code = code
    this.plan = plan
    this.catalogue = catalogue
  }
}

/** 403 for whoever has shown a key of an organization that nobody is let into for the time being. */
export class OrganizationSuspended extends Forbidden {
  constructor() {
    super('The organization is suspended; ask whoever runs this server, nothing of it is lost')
  }
}

/** 422 of the management API: understood and wrong; every issue at once, nothing applied. */
export class UnprocessableError extends Error {
  override readonly name = 'UnprocessableError'
  readonly issues: readonly Issue[]

  constructor(message: string, issues: readonly Issue[]) {
    super(message)
    this.issues = issues
  }
}

/** A mapping with at least one error; nothing of it was applied (422). */
export class MappingError extends Error {
  override readonly name = 'MappingError'
  readonly diagnostics: readonly Diagnostic[]
  /** What its tests came to, where they could be run. */
  readonly report: TestReport | undefined

  constructor(diagnostics: readonly Diagnostic[], report?: TestReport) {
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length
    const failing = report !== undefined && report.failed > 0 ? `, and ${toFailures(report)}` : ''
    super(`The mapping has ${errors} ${errors === 1 ? 'error' : 'errors'}${failing}; it was not applied`)
    this.diagnostics = diagnostics
    this.report = report
  }
}

/** A mapping whose own tests fail; nothing of it was applied (422). */
export class MappingTestsFailed extends Error {
  override readonly name = 'MappingTestsFailed'
  readonly report: TestReport
  /** The warnings beside them. */
  readonly diagnostics: readonly Diagnostic[]

  constructor(report: TestReport, diagnostics: readonly Diagnostic[] = []) {
    super(`${toFailures(report)}; it was not applied`)
    this.report = report
    this.diagnostics = diagnostics
  }
}

/** Tests that a sentence names; the report has all of them. */
const namedTests = 5

function toFailures({ failed, passed, results }: TestReport): string {
  const names = results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ line, name }) => `'${name}' (line ${line})`)
  const more = names.length > namedTests ? ` and ${names.length - namedTests} more` : ''
  return `${failed} of ${failed + passed} tests of the mapping failed: ${names.slice(0, namedTests).join(', ')}${more}`
}

/** A configuration that can't be started with: every mistake at once (exit code 78). */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly issues: readonly Issue[]

  constructor(message: string, issues: readonly Issue[] = []) {
    super(message)
    this.issues = issues
  }
}

/** A plugin failed or took too long; the request is rolled back and answered with 500 and no detail. */
export class PluginError extends Error {
  override readonly name = 'PluginError'
  readonly plugin: string
  /** The hook point, `setup`, `config`, `close`, or the panel or route. */
  readonly hook: string

  constructor(plugin: string, hook: string, message: string, options?: { readonly cause?: unknown }) {
    super(`plugin ${plugin}, ${hook}: ${message}`, options)
    this.plugin = plugin
    this.hook = hook
  }
}

/** A plugin failed to answer a panel or a route: 500 that names both, for whoever asked can do without them. */
export class PluginAnswerError extends PluginError {}
