import { describe, expect, it } from 'vitest'

import type { OperationContext } from '../../change/operation-context.ts'
import type { GroupMember, GroupRecord } from '../../directory/member.ts'
import { resolveProjection } from '../../scim/resource/project.ts'
import { standardResourceTypes } from '../../scim/schema/resource-types.ts'
import { Tolerances } from '../../scim/tolerance.ts'
import type { StoreReader } from '../../store.ts'
import type { MemberReader } from '../../store/members.ts'
import { LongList, TooLongAtOnce, type LongPart } from './long-list.ts'
import { representGroups } from './represent.ts'

const group: GroupRecord = {
  id: 'g',
  displayName: 'Everybody',
  displayNameKey: 'everybody',
  externalId: null,
  data: { displayName: 'Everybody' },
  version: 3,
  created: '2026-01-01T00:00:00.000Z',
  lastModified: '2026-01-02T00:00:00.000Z',
}

/** The first thousands are nobody, so that nothing but a `value` is said of them. */
const members = Array.from({ length: 3_001 }, (_, index): GroupMember => {
  const userId = index < 2_000 ? null : `user-${index}`
  return { value: `value-${index}`, userId, type: null, display: userId && `User ${index}` }
})

async function represent(attributes?: readonly string[]) {
  const pauses = { count: 0 }
  const pause = async () => void pauses.count++
  const reader = { members: { list: async () => new Map([[group.id, members]]) } } as unknown as StoreReader
  const projection = resolveProjection(standardResourceTypes.Group, { attributes }, new Tolerances())
  const place = { baseUrl: 'https://example.com', resourceTypes: standardResourceTypes, pause }
  const [resource] = await representGroups(reader, [group], place, projection)
  return { resource, pauses: pauses.count }
}

describe('a group with thousands of members', () => {
  it('is shown whole and in order, with pauses between its parts', async () => {
    const { pauses, resource } = await represent()
    expect(pauses).toBe(3)
    expect(resource).toMatchObject({ id: 'g', displayName: 'Everybody', meta: { resourceType: 'Group' } })
    const shown = resource?.['members'] as readonly { readonly value: string }[]
    expect(shown.map(({ value }) => value)).toEqual(members.map(({ userId, value }) => userId ?? value))
    expect(shown.at(-1)).toEqual({
      value: 'user-3000',
      $ref: 'https://example.com/Users/user-3000',
      display: 'User 3000',
      type: 'User',
    })
  })

  it('shows of each member what is asked for, and of none where there is nothing', async () => {
    const { resource } = await represent(['members.display'])
    const shown = resource?.['members'] as readonly { readonly display?: string }[]
    expect(shown.at(-1)).toMatchObject({ display: 'User 3000' })
    expect((await represent(['displayName'])).resource).not.toHaveProperty('members')
  })
})

describe('a group that is shown in parts', () => {
  /** As `represent`, over a reader that knows parts alone; with what was asked of it. */
  async function inParts(
    some: readonly GroupMember[],
    parameters: Parameters<typeof resolveProjection>[1] = {},
    longLists: OperationContext['longLists'] = 'in parts',
  ) {
    const asked: (string | null)[] = []
    const listAfter = async (
      _: string,
      { after, limit }: { readonly after: string | null; readonly limit: number },
    ) => {
      asked.push(after)
      const start = after === null ? 0 : some.findIndex(({ value }) => value === after) + 1
      return some.slice(start, start + limit)
    }
    const writeAfter: MemberReader['writeAfter'] = async (id, page, { names, users }) => {
      const rows = await listAfter(id, page)
      const texts = rows.map(({ display, userId, value }) => {
        const user = userId === null ? {} : { $ref: users + userId, display, type: 'User' }
        return JSON.stringify({ value: userId ?? value, ...user }, names as string[])
      })
      return {
        text: texts.filter((text) => text !== '{}').join(','),
        count: rows.length,
        last: rows.at(-1)?.value ?? null,
      }
    }
    const reader = { members: { listAfter, writeAfter, listFew: async () => null } } as unknown as StoreReader
    const projection = resolveProjection(standardResourceTypes.Group, parameters, new Tolerances())
    const place = { baseUrl: 'https://example.com', resourceTypes: standardResourceTypes, longLists }
    const [resource] = await representGroups(reader, [group], place, projection)
    const list = resource?.['members'] as unknown
    return { asked, resource, list, parts: list instanceof LongList ? list.parts() : undefined }
  }

  async function all(parts: AsyncIterable<LongPart> | undefined): Promise<unknown[]> {
    const found: unknown[] = []
    for await (const part of parts ?? [])
      found.push(...(typeof part === 'string' ? (JSON.parse(`[${part}]`) as unknown[]) : part))
    return found
  }

  it.each([0, 1, 999, 1_000, 1_001, 2_000, 3_001])(
    'shows the first %i of its members as it would at once',
    async (count) => {
      const some = members.slice(0, count)
      const { parts } = await inParts(some)
      const { resource } = await represent()
      expect(await all(parts)).toEqual(((resource?.['members'] ?? []) as readonly unknown[]).slice(0, count))
    },
  )

  it('reads nothing before it is asked, one part ahead then, and no more for who leaves', async () => {
    const { asked, parts } = await inParts(members)
    expect(asked).toEqual([])
    for await (const part of parts ?? []) {
      expect(part).toHaveLength(1_000)
      break
    }
    expect(asked).toEqual([null, members[999]?.value])
  })

  it('shows what is asked for, and has no list where nothing is', async () => {
    const some = await all((await inParts(members, { attributes: ['members.display'] })).parts)
    expect(some).toHaveLength(1_001)
    expect(some.at(-1)).toEqual({ display: 'User 3000' })
    const without = await inParts(members, { excludedAttributes: ['members.value', 'members.$ref'] })
    expect((await all(without.parts)).at(-1)).toEqual({ display: 'User 3000', type: 'User' })
    expect((await inParts(members, { excludedAttributes: ['members'] })).resource).not.toHaveProperty('members')
    expect((await inParts(members, { attributes: ['displayName'] })).resource).not.toHaveProperty('members')
  })

  it('is refused where it is to be shown at once, and never written as nothing', async () => {
    await expect(inParts(members, {}, 'refused')).rejects.toThrow(TooLongAtOnce)
    const { resource } = await inParts(members)
    expect(() => JSON.stringify(resource)).toThrow('in parts')
  })
})
