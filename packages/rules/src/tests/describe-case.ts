import type { Subject } from '@rolecall/core/decider'

/** Who a case is: `userName`, the groups, and what else is known of the user. */
export function describeCase({ groups, user }: Subject): string {
  const { active, userName, ...attributes } = user ?? {}
  const names = groups.map(({ facts, id }) => facts?.displayName ?? id)
  const status = active === false ? ' inactive' : ''
  const other = Object.keys(attributes).length === 0 ? '' : ` with ${JSON.stringify(attributes)}`
  return `${String(userName ?? 'a person')}${status} in ${names.length === 0 ? 'no group' : names.join(', ')}${other}`
}
