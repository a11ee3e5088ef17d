import type { Projection } from '../scim/resource/project.ts'
import { withWritten } from '../scim/resource/with-written.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import { change } from '../change/change-scope.ts'
import { changeUser } from './change-user.ts'
import { normalizeBody } from './normalize.ts'
import { answerUser } from './answer.ts'
import { getUser, parseFor } from './find-target.ts'
import { namesAttribute } from './names-attribute.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { checkPreconditions, type Preconditions } from './preconditions.ts'
import type { WrittenResource } from './written-resource.ts'

/** PUT of a user (RFC 7644 §3.5.1): what the body does not have is removed, but `active` is kept. */
export async function replaceUser(
  context: OperationContext,
  id: string,
  body: Json,
  conditions: Preconditions,
  projection: Projection | null,
): Promise<WrittenResource> {
  const parsed = await parseFor(context, 'User', id, () => normalizeBody(context, 'replace', 'User', body))
  return change(context, async (scope) => {
    const user = await getUser(scope.tx, id)
    checkPreconditions(conditions, user.version)
    const namesActive = namesAttribute(parsed, 'active')
    const changed = await changeUser(scope, user, { operation: 'replace', data: parsed.data, namesActive })
    return answerUser(scope, changed, false, withWritten(context.resourceTypes.User, projection, parsed.data))
  })
}
