import { readDirectoryView } from '../directory-view.ts'
import type { OrganizationState } from '../../store.ts'
import type { DirectoryComparison, DirectoryDifference } from './compare-directory.ts'
import { holdBraked } from './hold-braked.ts'
import { findOwnerObstacle } from './find-owner-obstacle.ts'
import { groupLines, summarize, type LinesByKind } from './lines-by-kind.ts'
import type { PlanObstacle, PlanResult } from '../../directory/plan.ts'

/** A plan ready to be stored. */
export interface MadePlan {
  readonly result: PlanResult
  readonly lines: LinesByKind
}

/** Adds to a difference what an apply would say of it: the brake, the owner guard, the tests, the warnings. */
export async function toPlanResult(
  comparison: DirectoryComparison,
  difference: DirectoryDifference,
  state: OrganizationState,
): Promise<MadePlan> {
  const { circumstances, mapping, reader } = comparison
  const { bindings, members } = difference
  const templates = [...difference.templates]
  const lines = groupLines(await holdBraked(comparison, difference.lines, templates), templates)
  const warnings = mapping.checkAgainst(await readDirectoryView(reader, mapping))
  const tests = await mapping.runTests()
  const owners = await findOwnerObstacle(reader, lines, templates, circumstances.now)
  const failed: PlanObstacle = {
    code: 'TESTS_FAILED',
    message: `${tests.failed} ${tests.failed === 1 ? 'test' : 'tests'} of the mapping failed`,
  }
  return {
    result: {
      baseVersion: state.mappingVersion,
      factRevision: state.revision,
      summary: summarize(lines),
      warnings,
      errors: [...(tests.failed > 0 ? [failed] : []), ...(owners === null ? [] : [owners])],
      tests,
      templates,
      bindings: bindings.text,
      members,
    },
    lines,
  }
}
