import { describe, expect, it } from 'vitest'

import type { GroupMember, GroupRecord } from '../../directory/member.ts'
import { resolveProjection } from '../../scim/resource/project.ts'
import { standardResourceTypes } from '../../scim/schema/resource-types.ts'
import { Tolerances } from '../../scim/tolerance.ts'
import type { StoreReader } from '../../store.ts'
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
