import { applyPatch } from '../scim/patch/apply-patch.ts'
import { splitMemberChanges } from '../scim/patch/member-changes.ts'
import type { Projection } from '../scim/resource/project.ts'
import { withPatched } from '../scim/resource/with-written.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import { changeGroup } from './change-group.ts'
import { change } from '../change/change-scope.ts'
import { normalizePatch } from './normalize.ts'
import { answerGroup } from './answer.ts'
import { getGroup, parseFor } from './find-target.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { checkPreconditions, type Preconditions } from './preconditions.ts'
import type { WrittenResource } from './written-resource.ts'

/** PATCH of a group (RFC 7644 §3.5.2); changes of members are rows written by key. */
export async function patchGroup(
  context: OperationContext,
  id: string,
  body: Json,
  conditions: Preconditions,
  projection: Projection | null,
): Promise<WrittenResource> {
  const { memberSteps, operations } = await parseFor(context, 'Group', id, () =>
    splitMemberChanges(normalizePatch(context, 'Group', body)),
  )
  return change(context, async (scope) => {
    const group = await getGroup(scope.tx, id)
    checkPreconditions(conditions, group.version)
    const { data } = applyPatch(context.resourceTypes.Group, group.data, operations, context.tolerances)
    const changed = await changeGroup(scope, group, { operation: 'patch', data, memberSteps })
    return answerGroup(scope, changed, false, withPatched(context.resourceTypes.Group, projection, operations))
  })
}
