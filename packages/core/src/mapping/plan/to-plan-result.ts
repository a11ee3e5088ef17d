import { checkCompiled } from '../check-mapping.ts'
import type { OrganizationState } from '../../store.ts'
import type { DirectoryComparison, DirectoryDifference } from './compare-directory.ts'
import { toPlannedGroups } from './to-planned-groups.ts'
import { toPlannedRoles } from './to-planned-roles.ts'
import { holdBraked } from './hold-braked.ts'
import { findOwnerObstacle } from './find-owner-obstacle.ts'
import { groupLines, summarize, type LinesByKind } from './lines-by-kind.ts'
import type { TestReport } from '../../directory/test-report.ts'
import type { Diagnostic } from '../../plugin/diagnostic.ts'
import type { PlanObstacle, PlanResult } from '../../directory/plan.ts'

/** A plan ready to be stored. */
export interface MadePlan {
  readonly result: PlanResult
  readonly lines: LinesByKind
}

/** Adds to a difference what an apply would say of it: the brake, the owner guard, the tests, the warnings; `compiled` are those of its text alone. */
export async function toPlanResult(
  comparison: DirectoryComparison,
  difference: DirectoryDifference,
  state: OrganizationState,
  compiled: readonly Diagnostic[],
): Promise<MadePlan> {
  const { circumstances, mapping, reader } = comparison
  const { bindings, members } = difference
  const templates = [...difference.templates]
  const lines = groupLines(await holdBraked(comparison, difference.lines, templates), templates)
  const { diagnostics, tests } = await checkCompiled(reader, mapping, compiled, circumstances.now)
  const owners = await findOwnerObstacle(reader, lines, templates, circumstances.now)
  return {
    result: {
      baseVersion: state.mappingVersion,
      factRevision: state.revision,
      summary: summarize(lines),
      warnings: diagnostics,
      errors: [...findRefusals(diagnostics, tests), ...(owners === null ? [] : [owners])],
      tests,
      groups: toPlannedGroups(mapping, difference.listGroups()),
      roles: toPlannedRoles(lines, templates),
      templates,
      bindings: bindings.text,
      members,
    },
    lines,
  }
}

/** Why an apply would refuse the mapping itself. */
function findRefusals(diagnostics: readonly Diagnostic[], tests: TestReport): readonly PlanObstacle[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const refused: PlanObstacle = {
    code: 'MAPPING_REFUSED',
    message: `The mapping has ${errors} ${errors === 1 ? 'error' : 'errors'}`,
  }
  const failed: PlanObstacle = {
    code: 'TESTS_FAILED',
    message: `${tests.failed} ${tests.failed === 1 ? 'test' : 'tests'} of the mapping failed`,
  }
  return [...(errors > 0 ? [refused] : []), ...(tests.failed > 0 ? [failed] : [])]
}
