import type { ResourceChange } from '../plugin/hook-points.ts'
import { InvalidValue } from '../scim/errors.ts'
import { findLongKeys } from '../scim/resource/find-long-keys.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { toTransactionContext } from '../change/hook-context.ts'

/**
 * Lets the plugins fill in attributes and then judge the result; all issues of all of them are
 * answered at once (400 invalidValue), with those of values that no index can hold. Answers the resource to store.
 */
export async function checkChange(scope: ChangeScope, change: ResourceChange): Promise<ResourceData> {
  const { host } = scope.context
  const hookContext = toTransactionContext(scope)
  const after = await host.derive(change, hookContext)
  const issues = await host.validate({ ...change, after }, hookContext)
  const long = findLongKeys(scope.context.resourceTypes[change.resourceType], after)
  if (long.length > 0 || issues.length > 0) throw InvalidValue.of([...long, ...issues])
  return after
}
