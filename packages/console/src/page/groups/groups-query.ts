export const orders = ['name', 'members', 'changed'] as const
export type Order = (typeof orders)[number]

export const choices = ['all', 'giving', 'nothing', 'unknown'] as const
export type Choice = (typeof choices)[number]

const chosen: Readonly<Record<Choice, Readonly<Record<string, string>>>> = {
  all: {},
  giving: { gives: 'true' },
  nothing: { gives: 'false' },
  unknown: { unresolved: 'true' },
}

const sorted: Readonly<Record<Order, string>> = { name: 'displayName', members: 'members', changed: 'lastModified' }

/** What the server is asked for: it sorts and chooses among all groups, of which a page shows fifty. */
export function toGroupsQuery(search: string, choice: Choice, order: Order): string {
  return new URLSearchParams({ limit: '50', search, sort: sorted[order], ...chosen[choice] }).toString()
}
