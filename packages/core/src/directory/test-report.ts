/** What tests came to. */
export interface TestReport {
  readonly passed: number
  readonly failed: number
  /** In the order of the file. */
  readonly results: readonly TestResult[]
  readonly coverage: RuleCoverage
}

export interface TestResult {
  readonly name: string
  readonly line: number
  readonly outcome: 'passed' | 'failed'
  /** What was expected and what came, a sentence each; empty for a test that passed. */
  readonly problems: readonly string[]
}

/** Which rules of the file fired in some test. */
export interface RuleCoverage {
  readonly rules: number
  readonly covered: number
  readonly uncovered: readonly { readonly id: string; readonly line: number }[]
}
