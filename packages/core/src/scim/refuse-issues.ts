import { InvalidSyntax, InvalidValue, type Issue } from './errors.ts'

/**
 * Throws one error for all that is wrong with a body, if anything is: InvalidSyntax where it has a name that no
 * definition knows (SCIM Interoperability Profile §5.3), else InvalidValue.
 */
export function refuseIssues(issues: readonly Issue[]): void {
  if (issues.length === 0) return
  throw issues.some(({ isUnknown }) => isUnknown === true) ? InvalidSyntax.of(issues) : InvalidValue.of(issues)
}
