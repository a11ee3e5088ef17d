import type { GroupRecord } from '@rolecall/core/directory/member'
import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { toKeys } from '@rolecall/core/scim/resource/to-keys'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import type { GroupReader, GroupWriter } from '@rolecall/core/store/groups'

import { toJson, toNumber, toOptionalText, toText } from '../decode.ts'
import { groupSource } from '../filter/group-source.ts'
import type { ListMemory } from '../list-memory.ts'
import { queryResources } from '../resource-query.ts'
import { seekResources } from '../seek-resources.ts'
import { qualify } from '../sql/qualify.ts'
import { runQuery } from '../sql/run-query.ts'
import { createUniqueValues } from './unique-values.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { shownGroupColumns, type ShownGroupRow } from './group-columns.ts'
import type { OwnMemberships } from './own-memberships.ts'
import { groupsListed, toGroupPlace } from './groups-listed.ts'

const select = `SELECT ${qualify('r', shownGroupColumns).join(', ')} FROM groups r WHERE r.organization_id = ?`

export function createGroupReader(statements: Statements, organizationId: string, lists?: ListMemory): GroupReader {
  const { dialect } = statements
  return {
    async find(id) {
      const [row] = await statements.all<ShownGroupRow>(`${select} AND r.id = ?`, [organizationId, id])
      return row && toGroup(row)
    },
    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await statements.all<ShownGroupRow>(`${select} AND ${dialect.isIn('r.id')} ORDER BY r.id`, [
        organizationId,
        dialect.list(ids),
      ])
      return rows.map(toGroup)
    },
    async findByName(displayNameKey) {
      const rows = await statements.all<ShownGroupRow>(`${select} AND r.display_name_key = ? ORDER BY r.id`, [
        organizationId,
        displayNameKey,
      ])
      return rows.map(toGroup)
    },
    async findIdsByNames(displayNameKeys) {
      const ids = new Map<string, string[]>()
      if (displayNameKeys.length === 0) return ids
      const rows = await statements.all<RowOf<'groups', 'id' | 'display_name_key'>>(
        `SELECT id, display_name_key FROM groups WHERE organization_id = ? AND ${dialect.isIn('display_name_key')}
         ORDER BY display_name_key, id`,
        [organizationId, dialect.list(displayNameKeys)],
      )
      for (const row of rows) {
        const name = toText(row, 'display_name_key')
        ids.set(name, [...(ids.get(name) ?? []), toText(row, 'id')])
      }
      return ids
    },
    async findByExternalId(externalId, limit) {
      const rows = await statements.all<ShownGroupRow>(
        `${select} AND r.external_id = ? ORDER BY r.id${limit === undefined ? '' : ' LIMIT ?'}`,
        [organizationId, externalId, ...(limit === undefined ? [] : [limit])],
      )
      return rows.map(toGroup)
    },
    async findSentAs(values) {
      const rows = await statements.all<{ readonly value: string; readonly named: string }>(
        // The ids last: they count where a text is both.
        `SELECT external_id AS value, 'externalId' AS named FROM groups WHERE organization_id = ? AND ${dialect.isIn('external_id')}
         UNION ALL SELECT id AS value, 'id' AS named FROM groups WHERE organization_id = ? AND ${dialect.isIn('id')}`,
        [organizationId, dialect.list(values), organizationId, dialect.list(values)],
        { groups: { only: values } },
      )
      return new Map(rows.map((row) => [toText(row, 'value'), toText(row, 'named') === 'id' ? 'id' : 'externalId']))
    },
    async list(listed) {
      const rows = await runQuery(statements, groupsListed(dialect, organizationId, listed))
      return rows.map((row) => ({ record: toGroup(row), place: toGroupPlace(row, listed.order) }))
    },
    async newest(limit) {
      return (await statements.all<ShownGroupRow>(`${select} ORDER BY r.id DESC LIMIT ?`, [organizationId, limit])).map(
        toGroup,
      )
    },
    async total() {
      const [row] = await statements.all('SELECT COUNT(*) AS total FROM groups WHERE organization_id = ?', [
        organizationId,
      ])
      return toNumber(row ?? {}, 'total')
    },
    async query(query) {
      const { total, rows } = await queryResources(statements, groupSource, organizationId, query, lists)
      return { total, records: rows.map(toGroup) }
    },
    async seek(query) {
      const found = await seekResources(statements, groupSource, organizationId, query)
      return found.map(({ place, row }) => ({ place, record: toGroup(row) }))
    },
    async countMatching(filter) {
      const query = { filter, sort: null, startIndex: 1, count: 0 }
      return (await queryResources(statements, groupSource, organizationId, query, lists)).total
    },
    async page({ after, limit }) {
      const rows = await statements.all<ShownGroupRow>(`${select} AND r.id > ? ORDER BY r.id LIMIT ?`, [
        organizationId,
        after ?? '',
        limit,
      ])
      return rows.map(toGroup)
    },
    async listNames() {
      const rows = await statements.all<RowOf<'groups', 'id' | 'display_name'>>(
        'SELECT id, display_name FROM groups WHERE organization_id = ?',
        [organizationId],
      )
      return new Map(rows.map((row) => [toText(row, 'id'), toText(row, 'display_name')]))
    },
  }
}

const columns = [
  'display_name',
  'display_name_key',
  'external_id',
  'data',
  'keys',
  'version',
  'created',
  'last_modified',
]

export function createGroupWriter(
  statements: WritingStatements,
  organizationId: string,
  type: ResourceType,
  now: string,
  own: OwnMemberships,
): GroupWriter {
  const { dialect } = statements
  const unique = createUniqueValues(statements, organizationId, type)
  return {
    async insert(group) {
      own.noteNew(group.id)
      await statements.write(
        `INSERT INTO groups (${columns.join(', ')}, organization_id, id) VALUES (${columns.map(() => '?').join(', ')}, ?, ?)`,
        [...toParameters(type, group), organizationId, group.id],
        // All that it may be found by, where a read says what it looks for.
        [group.id, ...(group.externalId === null ? [] : [group.externalId])],
      )
      await unique.claim(group.id, group.data, true)
    },
    async update(group) {
      await statements.write(
        `UPDATE groups SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE organization_id = ? AND id = ?`,
        [...toParameters(type, group), organizationId, group.id],
      )
      await unique.claim(group.id, group.data, false)
    },
    async touch(ids) {
      await statements.write(
        `UPDATE groups SET version = version + 1,
           last_modified = CASE WHEN last_modified > ? THEN last_modified ELSE ? END
         WHERE organization_id = ? AND ${dialect.isIn('id')}`,
        [now, now, organizationId, dialect.list(ids)],
      )
    },
    async delete(id) {
      await unique.release(id)
      await statements.write('DELETE FROM groups WHERE organization_id = ? AND id = ?', [organizationId, id])
    },
  }
}

function toParameters(type: ResourceType, group: GroupRecord): Parameter[] {
  return [
    group.displayName,
    group.displayNameKey,
    group.externalId,
    JSON.stringify(group.data),
    JSON.stringify(toKeys(type, group.data)),
    group.version,
    group.created,
    group.lastModified,
  ]
}

function toGroup(row: ShownGroupRow): GroupRecord {
  return {
    id: toText(row, 'id'),
    displayName: toText(row, 'display_name'),
    displayNameKey: toText(row, 'display_name_key'),
    externalId: toOptionalText(row, 'external_id'),
    data: toJson(row, 'data') as JsonObject,
    version: toNumber(row, 'version'),
    created: toText(row, 'created'),
    lastModified: toText(row, 'last_modified'),
  }
}
