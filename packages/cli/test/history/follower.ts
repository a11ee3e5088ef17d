import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { FeedCursor } from '@rolecall/core/delivery/feed-cursor'
import { readChanges } from '@rolecall/core/delivery/read-changes'
import { readSnapshot } from '@rolecall/core/delivery/read-snapshot'
import type { ContentPart, SnapshotPart } from '@rolecall/core/delivery/snapshot-part'

/** A copy of an organization, as somebody has it who reads what has changed. */
export interface Follower {
  /** Reads what has changed since it last did; all of it where it never did. */
  readonly catchUp: () => Promise<void>
  readonly list: () => readonly string[]
}

export function createFollower(services: OperationServices, organizationId: string): Follower {
  const known = new Map<string, string>()
  let cursor: FeedCursor | null = null

  function take(part: SnapshotPart): void {
    if (part.kind === 'begin') return part.complete ? known.clear() : undefined
    if (part.kind === 'end') cursor = part.cursor
    else if (part.kind === 'gone') known.delete('team' in part ? `team ${part.team}` : `member ${part.member}`)
    else known.set(keyOf(part), JSON.stringify(part))
  }

  return {
    async catchUp() {
      const read = await services.store.snapshot(organizationId, async (reader) => {
        const changes = cursor === null ? undefined : await readChanges(services, reader, cursor)
        if (changes !== undefined) return changes
        const parts: SnapshotPart[] = []
        for await (const page of readSnapshot(services, reader)) parts.push(...page)
        return parts
      })
      for (const part of read) take(part)
    },
    list: () => [...known.values()].sort(),
  }
}

function keyOf(part: ContentPart): string {
  if (part.kind === 'role') return `role ${part.scope} ${part.name}`
  return part.kind === 'team' ? `team ${part.id}` : `member ${part.userId}`
}
