import type { MemberStep } from '../scim/patch/member-changes.ts'
import type { ParsedResource } from '../scim/resource/parse-resource.ts'
import type { Projection } from '../scim/resource/project.ts'
import { withWritten } from '../scim/resource/with-written.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import { changeGroup } from './change-group.ts'
import { change } from '../change/change-scope.ts'
import { normalizeBody } from './normalize.ts'
import { splitMembers } from './split-members.ts'
import { answerGroup } from './answer.ts'
import { getGroup, parseFor } from './find-target.ts'
import { namesAttribute } from './names-attribute.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { checkPreconditions, type Preconditions } from './preconditions.ts'
import type { WrittenResource } from './written-resource.ts'

/**
 * PUT of a group (RFC 7644 §3.5.1). Without `members` the members stay (the RFC lets the server choose,
 * and a lost list is the worse mistake); `members: []` clears them.
 */
export async function replaceGroup(
  context: OperationContext,
  id: string,
  body: Json,
  conditions: Preconditions,
  projection: Projection | null,
): Promise<WrittenResource> {
  const parsed = await parseFor(context, 'Group', id, () => normalizeBody(context, 'replace', 'Group', body))
  return change(context, async (scope) => {
    const group = await getGroup(scope.tx, id)
    checkPreconditions(conditions, group.version)
    const changed = await changeGroup(scope, group, {
      operation: 'replace',
      data: splitMembers(parsed.data).own,
      memberSteps: toMemberSteps(parsed),
    })
    return answerGroup(scope, changed, false, withWritten(context.resourceTypes.Group, projection, parsed.data))
  })
}

function toMemberSteps(parsed: ParsedResource): readonly MemberStep[] {
  if (!namesAttribute(parsed, 'members')) return []
  return [{ kind: 'delta', emptied: true, removed: [], added: splitMembers(parsed.data).members }]
}
