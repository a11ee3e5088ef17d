import type { RequestLogFilter } from '@rolecall/core/directory/request-log'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testRequest } from './test-records.ts'
import { withStore } from './with-store.ts'

/** The provisioning log: newest first, found by every filter, counted by the hour, trimmed in batches. */
export function describeRequestLog(underTest: StoreUnderTest): void {
  describe('the request log', () => {
    const store = withStore(underTest)
    const list = async (organizationId: string, filter: RequestLogFilter = {}, limit = 100) => {
      const found = await store()
        .read(organizationId)
        .requestLog.list({ ...filter, after: null, limit })
      return found.map(({ requestId }) => requestId)
    }

    it('gives back what was appended', async () => {
      const { id, reader } = await createTestOrganization(store())
      const entry = testRequest(id, {
        status: 409,
        traceId: '0af7651916cd43dd8448eb211c80319c',
        outcome: 'refused',
        provider: 'entra',
        resourceId: 'u-1',
        scimType: 'uniqueness',
        detail: 'userName “Ünal” is taken',
        tolerances: ['op-case', 'null-path'],
        story: [
          {
            type: 'MemberDeleted',
            total: 1,
            groupId: null,
            role: null,
            scope: null,
            first: [{ subject: 'users/u-1', name: 'ünal' }],
          },
        ],
        leftOut: [{ path: 'größe \u0000', why: 'unknown-attribute' }],
        request: { Operations: [{ op: 'Add', value: [null, 1.5, 'ß', '\u0000'] }] },
        response: { status: '409' },
      })
      await store().requestLog.append([entry])
      const { organizationId, ...logged } = entry
      expect(organizationId).toBe(id)
      expect(await reader.requestLog.find(entry.id)).toEqual(logged)
      expect(await reader.requestLog.find('nothing')).toBeUndefined()
      expect(await reader.requestLog.list({ after: null, limit: 10 })).toEqual([logged])
    })

    it('sums up what came out how, and when the newest came, of the organizations that are asked for', async () => {
      const [first, second, third] = [
        await createTestOrganization(store()),
        await createTestOrganization(store()),
        await createTestOrganization(store()),
      ]
      const at = (hour: number, parts: object = {}) => ({ time: `2026-01-02T${hour}:30:00.000Z`, ...parts })
      const refused = { outcome: 'refused', tolerances: ['op-case'], leftOut: [] } as const
      await store().requestLog.append([
        ...[10, 11, 12].map((hour) => testRequest(first.id, at(hour, { outcome: 'success' }))),
        testRequest(first.id, at(11, refused)),
        testRequest(second.id, at(13, { outcome: 'failed' })),
      ])
      const { requestLog } = store()
      const ids = [first.id, third.id]
      expect(await requestLog.sumOutcomes(ids, '2026-01-02T11:00:00.000Z')).toEqual(
        new Map([[first.id, { success: 2, refused: 1 }]]),
      )
      expect(await requestLog.sumOutcomes(ids, '2026-01-02T13:00:00.000Z')).toEqual(new Map())
      expect(await requestLog.listNewest(ids)).toEqual(new Map([[first.id, '2026-01-02T12:30:00.000Z']]))
    })

    it('goes from the newest to the oldest, page by page, also where times are equal', async () => {
      const { id, reader } = await createTestOrganization(store())
      const times = ['00', '01', '01', '01', '02'].map((minute) => `2026-01-02T10:${minute}:00.000Z`)
      await store().requestLog.append(times.map((time, index) => testRequest(id, { time, requestId: String(index) })))
      const first = await reader.requestLog.list({ after: null, limit: 3 })
      const second = await reader.requestLog.list({ after: first.at(-1) ?? null, limit: 3 })
      expect([...first, ...second].map(({ requestId }) => requestId)).toEqual(['4', '3', '2', '1', '0'])
      expect(second).toHaveLength(2)
    })

    it.each<[RequestLogFilter, string[]]>([
      [{ outcome: 'refused' }, ['b']],
      [{ outcome: 'success' }, ['c', 'a']],
      [{ status: 404 }, ['b']],
      [{ method: 'PATCH' }, ['b']],
      [{ resource: 'Group' }, ['b']],
      [{ resource: '0190c2a0-0000-7000-8000-000000000001' }, ['c']],
      [{ keyId: 'key-2' }, ['c']],
      [{ requestId: 'a' }, ['a']],
      [{ tolerance: 'op-case' }, ['b']],
      [{ tolerance: 'op' }, []],
      [{ leftOut: true }, ['c']],
      [{ changed: true }, ['b']],
      [{ from: '2026-01-02T11:00:00.000Z' }, ['c', 'b']],
      [{ to: '2026-01-02T11:00:00.000Z' }, ['a']],
      [{ text: 'nobody' }, ['b']],
      [{ text: '100%_"' }, ['c']],
      [{ text: 'Groups' }, ['b']],
      [{ outcome: 'success', keyId: 'key-1' }, ['a']],
    ])('finds %j', async (filter, expected) => {
      const { id } = await createTestOrganization(store())
      await store().requestLog.append([
        testRequest(id, { requestId: 'a' }),
        testRequest(id, {
          requestId: 'b',
          time: '2026-01-02T11:00:00.000Z',
          method: 'PATCH',
          path: '/api/scim/v2/Groups/1',
          status: 404,
          outcome: 'refused',
          resourceType: 'Group',
          tolerances: ['op-case'],
          story: [{ type: 'GroupUpdated', total: 1, groupId: null, role: null, scope: null, first: [] }],
          detail: 'there is nobody',
        }),
        testRequest(id, {
          requestId: 'c',
          time: '2026-01-02T12:00:00.000Z',
          keyId: 'key-2',
          leftOut: [{ path: 'a', why: 'unknown-attribute' }],
          resourceId: '0190c2a0-0000-7000-8000-000000000001',
          path: '/x?100%_"',
        }),
      ])
      expect(await list(id, filter)).toEqual(expected)
    })

    it('counts by the hour, outcome and tolerance, over several batches', async () => {
      const { id, reader } = await createTestOrganization(store())
      const late = { time: '2026-01-02T11:59:59.999Z', outcome: 'failed' } as const
      await store().requestLog.append([testRequest(id), testRequest(id, { tolerances: ['op-case'] })])
      await store().requestLog.append([
        testRequest(id, { tolerances: ['op-case'], leftOut: [{ path: 'a', why: 'b' }] }),
        testRequest(id, late),
      ])
      const counts = await reader.requestLog.counts('2026-01-02T10:00:00.000Z')
      expect(counts).toEqual([
        { hour: '2026-01-02T10:00:00.000Z', kind: 'left-out', name: '', requests: 1 },
        { hour: '2026-01-02T10:00:00.000Z', kind: 'outcome', name: 'success', requests: 3 },
        { hour: '2026-01-02T10:00:00.000Z', kind: 'tolerance', name: 'op-case', requests: 2 },
        { hour: '2026-01-02T11:00:00.000Z', kind: 'outcome', name: 'failed', requests: 1 },
      ])
      expect(await reader.requestLog.counts('2026-01-02T11:00:00.000Z')).toHaveLength(1)
    })

    it('takes batches of several organizations from several writers at once', async () => {
      const one = await createTestOrganization(store())
      const two = await createTestOrganization(store())
      const batch = () => [testRequest(one.id), testRequest(two.id), testRequest(one.id)]
      await Promise.all(Array.from({ length: 8 }, () => store().requestLog.append(batch())))
      expect([await list(one.id), await list(two.id)].map(({ length }) => length)).toEqual([16, 8])
      expect((await one.reader.requestLog.counts('2026')).map(({ requests }) => requests)).toEqual([16])
    })

    it('trims the oldest first, so many at a time, and only of one organization', async () => {
      const one = await createTestOrganization(store())
      const two = await createTestOrganization(store())
      const times = ['10', '11', '12'].map((hour) => `2026-01-02T${hour}:00:00.000Z`)
      const newest = '2026-01-02T12:00:00.000Z'
      const batch = times.flatMap((time) => [one, two].map(({ id }) => testRequest(id, { time, requestId: time })))
      await store().requestLog.append(batch)
      expect(await store().requestLog.trim(one.id, newest, 1)).toBe(1)
      expect(await list(one.id)).toEqual([times[2], times[1]])
      expect(await store().requestLog.trim(one.id, newest, 5)).toBe(1)
      expect(await store().requestLog.trim(one.id, newest, 5)).toBe(0)
      expect(await list(one.id)).toEqual([times[2]])
      expect(await list(two.id)).toHaveLength(3)
      expect(await one.reader.requestLog.counts('2026')).toHaveLength(1)
    })
  })
}
