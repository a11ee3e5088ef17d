import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { StoredEvent } from '@rolecall/core/plugin/event'
import type { EventPlace } from '@rolecall/core/store/events'

/** Who is an Owner by what the log has told: the oracle of the owner guard, which looks at no row and no clock. */
export interface ToldOwners {
  /** Reads what is new. Answers the ids of the members. */
  readonly read: () => Promise<ReadonlySet<string>>
}

export function createToldOwners({ store }: OperationServices, organizationId: string): ToldOwners {
  const grants = new Map<string, Set<string>>()
  let after: EventPlace | null = null
  return {
    async read() {
      for (;;) {
        const events: readonly StoredEvent[] = await store.read(organizationId).events.list(after, 1_000)
        const last = events.at(-1)
        if (last === undefined) break
        for (const event of events) note(grants, event)
        after = last
      }
      return new Set([...grants].filter(([, own]) => own.size > 0).map(([userId]) => userId))
    },
  }
}

function note(grants: Map<string, Set<string>>, { data, subject, type }: StoredEvent): void {
  const userId = subject.slice('users/'.length)
  if (type === 'MemberDeactivated' || type === 'MemberDeleted') grants.delete(userId)
  if (data['scope'] !== 'organization' || data['role'] !== 'Owner') return
  const own = grants.get(userId) ?? new Set()
  const key = JSON.stringify([data['source'], data['rule'], data['groupId']])
  if (data['effective'] === true && type !== 'RoleRevoked') own.add(key)
  else own.delete(key)
  grants.set(userId, own)
}
