import type { GroupOrder, GroupPlace, GroupsListed } from '@rolecall/core/store/groups'
import type { Knex } from 'knex'

import { toNumber, toText } from '../decode.ts'
import { qualify } from '../sql/qualify.ts'
import type { BuiltQuery } from '../sql/run-query.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import { shownGroupColumns, type ShownGroupRow } from './group-columns.ts'
import { unresolved } from './member-rows.ts'

/** With what it is sorted by, where that is not the name. */
type ListedRow = ShownGroupRow & { readonly sort_value?: unknown }

/** What groups are sorted by beside the name, the greatest first. */
const values: Readonly<Record<GroupOrder, string | null>> = {
  displayName: null,
  members: 'COALESCE(c.members, 0)',
  lastModified: 'r.last_modified',
}

/** A stretch of the groups in an order: by keyset, so that no page is longer on its way than the first. */
export function groupsListed(
  dialect: SqlDialect,
  organizationId: string,
  { after, limit, order, search, unresolved: onlyUnresolved }: GroupsListed,
): BuiltQuery<readonly ListedRow[]> {
  const value = values[order]
  const groups = dialect.builder('groups as r').where('r.organization_id', organizationId)
  if (order === 'members') countMembers(groups, organizationId)
  if (search !== null) void groups.whereRaw(dialect.contains('r.display_name_key'), [search])
  if (onlyUnresolved) void groups.whereRaw(`r.id IN (${groupsOfNobodies})`, [organizationId])
  if (after !== null) void groups.where((beyond) => void goBeyond(beyond, value, after))
  void groups.select(qualify('r', shownGroupColumns)).limit(limit)
  if (value !== null) void groups.select(dialect.builder.raw(`${value} AS sort_value`)).orderByRaw(`${value} DESC`)
  return groups.orderBy(['r.display_name_key', 'r.id'])
}

export function toGroupPlace(row: ListedRow, order: GroupOrder): GroupPlace {
  const value =
    order === 'displayName' ? null : order === 'members' ? toNumber(row, 'sort_value') : toText(row, 'sort_value')
  return { value, nameKey: toText(row, 'display_name_key'), id: toText(row, 'id') }
}

/** All groups at once, in the order of an index: that is quicker than one after another. */
function countMembers(groups: Knex.QueryBuilder, organizationId: string): void {
  void groups.joinRaw(
    `LEFT JOIN (SELECT group_id, COUNT(*) AS members FROM group_members WHERE organization_id = ? GROUP BY group_id) c
     ON c.group_id = r.id`,
    [organizationId],
  )
}

const groupsOfNobodies = `SELECT m.group_id FROM group_members m WHERE m.organization_id = ? AND ${unresolved('m')}`

function goBeyond(groups: Knex.QueryBuilder, value: string | null, place: GroupPlace): Knex.QueryBuilder {
  const names = [place.nameKey, place.id]
  if (value === null) return groups.whereRaw('(r.display_name_key, r.id) > (?, ?)', names)
  return groups
    .whereRaw(`${value} < ?`, [place.value])
    .orWhereRaw(`(${value} = ? AND (r.display_name_key, r.id) > (?, ?))`, [place.value, ...names])
}
