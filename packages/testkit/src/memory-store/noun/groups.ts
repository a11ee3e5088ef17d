import { lastModifiedNow } from '@rolecall/core/directory/last-modified'
import type { GroupRecord } from '@rolecall/core/directory/member'
import type { GroupOrder, GroupPlace, GroupReader, GroupWriter } from '@rolecall/core/store/groups'

import { requireUnique } from '../constraints.ts'
import { groupBy } from '../group-by.ts'
import { byId, byText, pageOf } from '../in-order.ts'
import { matching, queryKeyed, seekKeyed } from '../query-keyed.ts'
import type { Reading, Writing } from '../reading.ts'
import { refuseTakenValues } from '../refuse-taken-values.ts'
import { keyedGroups } from '../resource-keys.ts'
import { keyOf } from '../table.ts'
import { isUnresolved, memberKey } from './member-rows.ts'

const byName = byText<GroupPlace>(
  ({ nameKey }) => nameKey,
  ({ id }) => id,
)

/** The greatest value first. */
function byPlace(a: GroupPlace, b: GroupPlace): number {
  if (a.value === b.value) return byName(a, b)
  return (a.value ?? '') > (b.value ?? '') ? -1 : 1
}

export function createGroupReader(reading: Reading): GroupReader {
  const { organizationId, tables } = reading
  const where = (condition: (group: GroupRecord) => boolean): GroupRecord[] =>
    tables().groups.rows(organizationId).filter(condition).toSorted(byId)
  const toPlace = ({ displayNameKey, id, lastModified }: GroupRecord, order: GroupOrder): GroupPlace => {
    const members = () =>
      tables()
        .members.rows(organizationId)
        .filter(({ groupId }) => groupId === id).length
    const value = order === 'displayName' ? null : order === 'members' ? members() : lastModified
    return { value, nameKey: displayNameKey, id }
  }
  return {
    find: async (id) => tables().groups.get(organizationId, id),
    findMany: async (ids) => where(({ id }) => ids.includes(id)),
    findByName: async (key) => where(({ displayNameKey }) => displayNameKey === key),
    async findIdsByNames(keys) {
      const found = groupBy(
        where(({ displayNameKey }) => keys.includes(displayNameKey)),
        ({ displayNameKey }) => displayNameKey,
      )
      return new Map([...found].map(([key, groups]) => [key, groups.map(({ id }) => id)]))
    },
    findByExternalId: async (wanted, limit) => where(({ externalId }) => externalId === wanted).slice(0, limit),
    async findSentAs(values) {
      const found = new Map<string, 'id' | 'externalId'>()
      for (const value of values) {
        if (tables().groups.get(organizationId, value) !== undefined) found.set(value, 'id')
        else if (where(({ externalId }) => externalId === value).length > 0) found.set(value, 'externalId')
      }
      return found
    },
    async list({ after, limit, order, search, unresolved }) {
      const nobodies = tables()
        .members.rows(organizationId)
        .filter((row) => isUnresolved(row, tables().groups.rows(organizationId)))
      return where(({ displayNameKey }) => search === null || displayNameKey.includes(search))
        .filter(({ id }) => !unresolved || nobodies.some(({ groupId }) => groupId === id))
        .map((record) => ({ record, place: toPlace(record, order) }))
        .filter(({ place }) => after === null || byPlace(place, after) > 0)
        .toSorted((a, b) => byPlace(a.place, b.place))
        .slice(0, limit)
    },
    newest: async (limit) =>
      where(() => true)
        .toReversed()
        .slice(0, limit),
    total: async () => tables().groups.rows(organizationId).length,
    query: async (query) => queryKeyed(keyedGroups(reading), query),
    seek: async (query) => seekKeyed(keyedGroups(reading), query),
    countMatching: async (filter) => matching(keyedGroups(reading), filter).length,
    page: async (page) => pageOf(tables().groups.rows(organizationId), ({ id }) => id, page),
    listNames: async () => new Map(where(() => true).map(({ displayName, id }) => [id, displayName])),
  }
}

export function createGroupWriter({ now, organizationId, resourceTypes, writing }: Writing): GroupWriter {
  function refuseTaken(group: GroupRecord): void {
    refuseTakenValues(resourceTypes.Group, group, writing.tables().groups.rows(organizationId))
  }

  return {
    async insert(group) {
      writing.write(({ groups }) => {
        requireUnique(groups.get(organizationId, group.id) !== undefined, 'groups.organization_id, groups.id')
        groups.put(organizationId, group.id, group)
      })
      refuseTaken(group)
    },
    async update(group) {
      writing.write(({ groups }) => {
        if (groups.get(organizationId, group.id) !== undefined) groups.put(organizationId, group.id, group)
      })
      refuseTaken(group)
    },
    async touch(ids) {
      writing.write(({ groups }) => {
        for (const id of new Set(ids)) {
          const group = groups.get(organizationId, id)
          if (group === undefined) continue
          groups.put(organizationId, id, {
            ...group,
            version: group.version + 1,
            lastModified: lastModifiedNow(group, now),
          })
        }
      })
    },
    async delete(id) {
      writing.write(({ groupFindings, groups, members }) => {
        groups.delete(organizationId, id)
        for (const { groupId, rule } of groupFindings.rows(organizationId)) {
          if (groupId === id) groupFindings.delete(organizationId, keyOf(groupId, rule))
        }
        for (const row of members.rows(organizationId)) {
          if (row.groupId === id) members.delete(organizationId, memberKey(row))
        }
      })
    },
  }
}
