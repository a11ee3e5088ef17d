import { applyPatch } from '../scim/patch/apply-patch.ts'
import type { PatchOperation } from '../scim/patch/patch-operation.ts'
import type { Projection } from '../scim/resource/project.ts'
import { withPatched } from '../scim/resource/with-written.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import { change } from '../change/change-scope.ts'
import { changeUser } from './change-user.ts'
import { normalizePatch } from './normalize.ts'
import { answerUser } from './answer.ts'
import { getUser, parseFor } from './find-target.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { checkPreconditions, type Preconditions } from './preconditions.ts'
import type { WrittenResource } from './written-resource.ts'

/** PATCH of a user (RFC 7644 §3.5.2). */
export async function patchUser(
  context: OperationContext,
  id: string,
  body: Json,
  conditions: Preconditions,
  projection: Projection | null,
): Promise<WrittenResource> {
  const operations = await parseFor(context, 'User', id, () => normalizePatch(context, 'User', body))
  return change(context, async (scope) => {
    const user = await getUser(scope.tx, id)
    checkPreconditions(conditions, user.version)
    const { data } = applyPatch(context.resourceTypes.User, user.data, operations, context.tolerances)
    const namesActive = operations.some(isActive)
    const changed = await changeUser(scope, user, { operation: 'patch', data, namesActive })
    return answerUser(scope, changed, false, withPatched(context.resourceTypes.User, projection, operations))
  })
}

function isActive({ path }: PatchOperation): boolean {
  return path.attribute.schema === undefined && path.attribute.attribute.name === 'active'
}
