import type { FeedPlace, FeedRow } from '@rolecall/core/directory/platform-feed'
import type { PlatformFeedStore } from '@rolecall/core/store/platform-feed'

import type { MemoryDatabase } from '../memory-database.ts'
import { stands } from './organizations.ts'
import type { FeedEntryRow, OrganizationRow, Tables } from '../tables.ts'
import { hidden, isAfter, toEvent } from './events.ts'

/** Behind every event of a revision. */
const behindAll = 999_999_999

export function createPlatformFeedStore({ run, tables }: MemoryDatabase): PlatformFeedStore {
  return {
    listMoved: async () =>
      tables()
        .organizations.all()
        .filter((row) => hasMoved(tables(), row))
        .map(({ id }) => id),
    async note(organizationIds, mark) {
      await run(async (writing) =>
        writing.change((open) => {
          const asked = new Set(organizationIds)
          const moved = open.organizations.all().filter((row) => asked.has(row.id) && hasMoved(open, row))
          for (const { id: organizationId, revision } of moved) {
            const position = entriesOf(open).length + 1
            const afterRevision = headOf(open, organizationId)
            const entry = { position, mark, organizationId, afterRevision, revision, eventId: null }
            open.feedEntries.put('', String(position), entry)
            open.feedHeads.put(organizationId, '', revision)
          }
          return moved
        }),
      )
    },
    list: async (after, limit) =>
      entriesOf(tables())
        .flatMap((entry) => toRows(tables(), entry, after))
        .slice(0, limit),
    findMark: async (position) => tables().feedEntries.get('', String(position))?.mark,
    async findLast() {
      const last = entriesOf(tables()).at(-1)
      return last && { position: last.position, mark: last.mark }
    },
  }
}

function entriesOf({ feedEntries }: Tables): readonly FeedEntryRow[] {
  return feedEntries.rows('')
}

function headOf({ feedHeads }: Tables, organizationId: string): number {
  return feedHeads.get(organizationId, '') ?? 0
}

function hasMoved(tables: Tables, row: OrganizationRow): boolean {
  return stands(row) && row.revision > headOf(tables, row.id)
}

function toRows(tables: Tables, entry: FeedEntryRow, { position: last, within }: FeedPlace): readonly FeedRow[] {
  const { eventId, mark, organizationId, position } = entry
  const deletion = eventId === null ? null : (tables.platformEvents.get('', eventId) ?? null)
  const isStarted = within !== null && position === last
  if (position < last || (position === last && !isStarted)) return []
  const after = isStarted ? within : { revision: entry.afterRevision, index: behindAll }
  const organization = organizationId === null ? undefined : tables.organizations.get(organizationId, '')
  if (organization === undefined || !stands(organization)) return [{ position, mark, deletion, found: null }]
  const { externalId, id } = organization
  const events = tables.events
    .rows(id)
    .filter((event) => isAfter(after, event) && event.revision <= entry.revision && !hidden.has(event.type))
  if (events.length === 0) return [{ position, mark, deletion, found: null }]
  return events.map((event) => ({
    position,
    mark,
    deletion,
    found: { organizationId: id, externalId, event: toEvent(event) },
  }))
}
