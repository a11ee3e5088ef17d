import type { ChangeScope } from '../change/operation-context.ts'
import type { Decision } from '../decider.ts'
import { deepEqual } from '../scim/deep-equal.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'

/**
 * Notes in the log of a request what it has sent and the mapping does nothing with, as findings of its rules name it; of what is
 * as it was before the request is not to blame.
 */
export function noticeUnused(
  { context }: ChangeScope,
  { assignments }: Decision,
  before: ResourceData | null,
  after: ResourceData,
): void {
  for (const { effect, value } of assignments) {
    const { code, leftOut } = value
    if (effect !== 'finding' || typeof leftOut !== 'string') continue
    const [attribute = ''] = leftOut.split('[')
    if (before === null || !deepEqual(before[attribute], after[attribute]))
      context.tolerances.noteLeftOut(leftOut, String(code))
  }
}
