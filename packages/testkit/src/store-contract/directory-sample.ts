import type { GroupRecord, UserRecord } from '@rolecall/core/directory/member'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { toETag } from '@rolecall/core/scim/resource/etag'
import { toKeys, type Keys } from '@rolecall/core/scim/resource/to-keys'
import type { StoreReader } from '@rolecall/core/store'
import fc from 'fast-check'

import { sampleTypes } from './sample-types.ts'
import { userData } from './resource-arbitraries.ts'
import type { TestOrganization } from './test-organization.ts'
import { insertGroup, insertUser } from './test-records.ts'

/** A resource with what filters and sorts may read of it. */
export interface SampleResource {
  readonly id: string
  readonly keys: Keys
}

export interface DirectorySample {
  readonly users: readonly SampleResource[]
  readonly groups: readonly SampleResource[]
  /** Values that some resource has. */
  readonly hints: readonly string[]
}

const times = ['2026-01-01T00:00:00.000Z', '2026-01-02T03:04:05.678Z', '2026-12-31T23:59:59.999Z']

/** Fills an organization with users and groups that are the same in every run with this seed. */
export async function createDirectorySample(
  { reader, write }: TestOrganization,
  seed: number,
  size: number,
): Promise<DirectorySample> {
  const samples = fc.sample(userData, { numRuns: size, seed })
  await write(async (tx) => {
    for (const [index, data] of samples.entries()) {
      const created = times[index % times.length] ?? ''
      await insertUser(tx, { userName: `User-${index}@example.com`, ...data }, { created, version: 1 + (index % 3) })
    }
    await insertUser(tx, { userName: 'invited@example.com' }, { provisioned: false })
    const users = await tx.users.list({ after: null, limit: size })
    for (const [index, displayName] of ['a', 'A', 'é', '\u{1f600}z', 'b%', 'none'].entries()) {
      const externalId = index % 2 === 0 ? { externalId: `group-${index}` } : {}
      const costObject = index % 3 === 0 ? { costObject: displayName } : {}
      const group = await insertGroup(tx, { displayName, ...externalId, ...costObject }, { version: 1 + (index % 2) })
      if (displayName === 'none') continue
      const members = users.filter((_, place) => place % (index + 2) === 0).map(({ id }) => ({ value: id, type: null }))
      await tx.members.add(group.id, [...members, { value: `b%${index}`, type: null }, { value: 'ab', type: 'Group' }])
    }
  })
  return readSample(reader)
}

async function readSample(reader: StoreReader): Promise<DirectorySample> {
  const users = (await reader.users.list({ after: null, limit: 10_000 })).filter(({ provisioned }) => provisioned)
  const { records: groups } = await reader.groups.query({ filter: null, sort: null, startIndex: 1, count: 10_000 })
  const memberships = await reader.members.listGroupsOf(users.map(({ id }) => id))
  const members = await reader.members.list(groups.map(({ id }) => id))
  const userKeys = users.map((user) => {
    const shown = (memberships.get(user.id) ?? []).map((group) => ({
      value: group.groupId,
      display: group.displayName,
      type: 'direct',
    }))
    return {
      id: user.id,
      keys: toKeys(sampleTypes.User, represent(user, 'User', { active: user.active, groups: shown })),
    }
  })
  const groupKeys = groups.map((group) => {
    const shown = (members.get(group.id) ?? []).map(({ display, type, userId, value }) => {
      const shownType = userId === null ? type : 'User'
      return {
        value: userId ?? value,
        ...(display === null ? {} : { display }),
        ...(shownType === null ? {} : { type: shownType }),
      }
    })
    return { id: group.id, keys: toKeys(sampleTypes.Group, represent(group, 'Group', { members: shown })) }
  })
  const hints = [...users.slice(0, 3).flatMap(({ id, userName }) => [id, userName]), groups[0]?.id ?? '', 'group-2']
  return { users: userKeys, groups: groupKeys, hints }
}

function represent(
  { created, data, id, lastModified, version }: UserRecord | GroupRecord,
  resourceType: string,
  computed: JsonObject,
): JsonObject {
  const shown = Object.entries(computed).filter(([, value]) => !(Array.isArray(value) && value.length === 0))
  return {
    ...data,
    ...Object.fromEntries(shown),
    id,
    meta: { resourceType, created, lastModified, version: toETag(version) },
  }
}
