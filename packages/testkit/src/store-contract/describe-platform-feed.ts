import type { FeedPlace, FeedRow } from '@rolecall/core/directory/platform-feed'
import type { EventType } from '@rolecall/core/plugin/event'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testId } from './test-records.ts'
import { withStore } from './with-store.ts'

/** The order of the events of all organizations. */
export function describePlatformFeed(underTest: StoreUnderTest): void {
  describe('the feed over all organizations', () => {
    const store = withStore(underTest)

    const create = async () => {
      const organization = await createTestOrganization(store())
      const append = (...types: readonly EventType[]) =>
        organization.write(async (tx) =>
          tx.events.append(types.map((type, index) => ({ type, subject: `teams/${index}`, data: {} }))),
        )
      return { ...organization, append }
    }
    const end = async (): Promise<FeedPlace> => {
      await store().platformFeed.note(await store().platformFeed.listMoved(), testId())
      return { position: (await store().platformFeed.findLast())?.position ?? 0, within: null }
    }
    const behind = ({ found, position }: FeedRow): FeedPlace => ({
      position,
      within: found === null ? null : found.event,
    })
    const toText = ({ found }: FeedRow) =>
      found === null ? null : `${found.organizationId} ${found.event.revision}-${found.event.index}`

    it('has the events of each organization in their order, once, and those of the audit not', async () => {
      const [one, two] = [await create(), await create()]
      const start = await end()
      await one.append('TeamCreated', 'AuditRead', 'TeamUpdated')
      await two.append('TeamCreated')
      await one.append('TeamDeleted')
      expect((await store().platformFeed.listMoved()).toSorted()).toEqual([one.id, two.id].toSorted())
      await store().platformFeed.note([two.id], 'first')
      await store().platformFeed.note([one.id, two.id, 'nobody'], 'second')
      expect(await store().platformFeed.listMoved()).toEqual([])
      const { revision: first } = await one.reader.getState()
      const { revision: other } = await two.reader.getState()
      const rows = await store().platformFeed.list(start, 99)
      expect(rows.map(toText)).toEqual([
        `${two.id} ${other}-0`,
        `${one.id} ${first - 1}-0`,
        `${one.id} ${first - 1}-2`,
        `${one.id} ${first}-0`,
      ])
      expect(rows.map(({ mark, position }) => [mark, position - start.position])).toEqual([
        ['first', 1],
        ['second', 2],
        ['second', 2],
        ['second', 2],
      ])
      expect(rows[0]?.found).toMatchObject({ externalId: null, event: { type: 'TeamCreated', subject: 'teams/0' } })
      expect(await store().platformFeed.findMark(start.position + 2)).toBe('second')
      expect(await store().platformFeed.findMark(start.position + 3)).toBeUndefined()
      expect(await store().platformFeed.findLast()).toEqual({ position: start.position + 2, mark: 'second' })
      // What was noted is not noted again.
      await one.append('TeamCreated')
      await end()
      expect((await store().platformFeed.list({ position: start.position + 2, within: null }, 9)).map(toText)).toEqual([
        `${one.id} ${first + 1}-0`,
      ])
    })

    it('goes on from within an entry, page by page, to the same end', async () => {
      const one = await create()
      const start = await end()
      await one.append('TeamCreated', 'TeamUpdated', 'TeamDeleted')
      await one.append('AuditRead')
      await one.append('TeamCreated', 'TeamUpdated')
      await end()
      const two = await create()
      await two.append('AuditRead')
      await end()
      const all = await store().platformFeed.list(start, 99)
      expect(all).toHaveLength(6)
      expect(all.at(-1)).toMatchObject({ found: null })
      for (const limit of [1, 2, 3, 5]) {
        const found: FeedRow[] = []
        let place = start
        for (let page = await store().platformFeed.list(place, limit); ;) {
          found.push(...page)
          const last = page.at(-1)
          if (last === undefined || page.length < limit) break
          place = behind(last)
          page = await store().platformFeed.list(place, limit)
        }
        expect(found.filter((row) => row.found !== null)).toEqual(all.filter((row) => row.found !== null))
      }
    })

    it('has no gap and nothing twice, however many write and note at once', async () => {
      const organizations = await Promise.all(Array.from({ length: 4 }, create))
      let place = await end()
      const events: string[] = []
      const read = async () => {
        for (;;) {
          const page = await store().platformFeed.list(place, 3)
          events.push(...page.map(toText).filter((text) => text !== null))
          const last = page.at(-1)
          if (last !== undefined) place = page.length < 3 ? { position: last.position, within: null } : behind(last)
          if (page.length < 3) return
        }
      }
      const revisions = new Map<string, number>()
      for (const { id, reader } of organizations) revisions.set(id, (await reader.getState()).revision)
      const note = async () => store().platformFeed.note(await store().platformFeed.listMoved(), testId())
      const writers = organizations.map(async ({ append }) => {
        for (let count = 0; count < 10; count++) await append('TeamCreated', 'TeamDeleted')
      })
      const readers = async () => {
        for (let count = 0; count < 15; count++) {
          await Promise.all([note(), note()])
          await read()
        }
      }
      await Promise.all([...writers, readers()])
      await note()
      await read()
      for (const { id } of organizations) {
        const first = revisions.get(id) ?? 0
        const expected = Array.from({ length: 10 }, (_, count) =>
          [0, 1].map((index) => `${id} ${first + 1 + count}-${index}`),
        ).flat()
        expect(events.filter((text) => text.startsWith(id))).toEqual(expected)
      }
      expect(events).toHaveLength(80)
    })
  })
}
