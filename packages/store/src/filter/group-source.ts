import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'

import { shownGroupColumns, type ShownGroupRow } from '../noun/group-columns.ts'
import { shownDisplay } from '../noun/user-row.ts'
import { commonColumn } from './common-column.ts'
import type { PagedSource, SqlValue } from './resource-source.ts'
import { sql, type Sql } from './sql.ts'

const columns: Readonly<Record<string, SqlValue>> = {
  displayName: { type: 'text', text: 'r.display_name_key', required: true },
}

/** How groups are stored: members are rows, shown by the id of the user that they stand for. */
export const groupSource: PagedSource<ShownGroupRow> = {
  table: 'groups',
  columns: shownGroupColumns,
  column: (dialect, path) => columns[path] ?? commonColumn(dialect, 'Group', path),
  lookUp: (_, organizationId, filter) => lookUpMember(organizationId, filter),
  related(dialect, { schema, attribute }) {
    if (schema !== undefined || attribute.name !== 'members') return undefined
    return {
      from: `FROM group_members m LEFT JOIN users u ON u.organization_id = m.organization_id AND u.id = m.user_id
        WHERE m.organization_id = r.organization_id AND m.group_id = r.id`,
      order: 'm.added_revision, m.added_index, m.value',
      columns: {
        value: { type: 'text', text: 'COALESCE(m.user_id, m.value)' },
        $ref: { type: 'text', text: dialect.byCodePoint(`('/Users/' || m.user_id)`) },
        display: { type: 'text', text: shownDisplay('u.display_key') },
        type: { type: 'text', text: "CASE WHEN m.user_id IS NULL THEN lower(m.type) ELSE 'user' END" },
      },
    }
  },
}

/** `members.value eq`, or bare `members eq`: by the user that it stands for, or the text of an unresolved one. */
function lookUpMember(organizationId: string, filter: ResolvedFilter): Sql | undefined {
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || typeof filter.value !== 'string') return undefined
  const { schema, attribute, subAttribute } = filter.attribute
  if (schema !== undefined || attribute.name !== 'members' || (subAttribute?.name ?? 'value') !== 'value')
    return undefined
  return sql(
    `r.id IN (SELECT group_id FROM group_members WHERE organization_id = ? AND user_id = ?
     UNION ALL SELECT group_id FROM group_members WHERE organization_id = ? AND value = ? AND user_id IS NULL)`,
    [organizationId, filter.value, organizationId, filter.value],
  )
}
