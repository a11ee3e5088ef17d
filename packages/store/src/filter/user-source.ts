import type { ResolvedComparison, ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'

import { shownUserColumns, type ShownUserRow } from '../noun/user-row.ts'
import { commonColumn } from './common-column.ts'
import type { PagedSource, SqlValue } from './resource-source.ts'
import { sql, type Sql } from './sql.ts'

const columns: Readonly<Record<string, SqlValue>> = {
  userName: { type: 'text', text: 'r.user_name_key', required: true },
  active: { type: 'boolean', text: 'r.active', required: true },
  displayName: { type: 'text', text: 'r.display_name_key' },
  title: { type: 'text', text: 'r.title_key' },
}

/** How users are stored: e-mail addresses also as rows for the look-ups, groups as rows of members. */
export const userSource: PagedSource<ShownUserRow> = {
  table: 'users',
  columns: shownUserColumns,
  condition: 'r.provisioned = 1',
  pass: {
    index: 'users_shown',
    finds: ['id', 'userName', 'externalId'],
    sorts: ['r.active', 'r.display_name_key', 'r.title_key'],
  },
  column: (dialect, path) => columns[path] ?? commonColumn(dialect, 'User', path),
  lookUp: (_, organizationId, filter) => lookUpEmail(organizationId, filter) ?? lookUpGroup(organizationId, filter),
  related(dialect, { schema, attribute }) {
    if (schema !== undefined || attribute.name !== 'groups') return undefined
    return {
      // The memberships of the user come first: SQLite would rather look through every group of a name.
      from: `FROM group_members m CROSS JOIN groups g
        WHERE m.organization_id = r.organization_id AND m.user_id = r.id
        AND g.organization_id = m.organization_id AND g.id = m.group_id`,
      order: 'm.group_id',
      columns: {
        value: { type: 'text', text: 'g.id' },
        $ref: { type: 'text', text: dialect.byCodePoint(`('/Groups/' || g.id)`) },
        display: { type: 'text', text: 'g.display_name_key' },
        type: { type: 'text', text: dialect.byCodePoint("'direct'") },
      },
    }
  },
}

/** `emails.value eq`, and `emails[type eq and value eq]`, in either order. */
function lookUpEmail(organizationId: string, filter: ResolvedFilter): Sql | undefined {
  if (filter.kind === 'compare') {
    if (!isEqual(filter, 'emails', 'value')) return undefined
    return toUsers('SELECT user_id FROM user_emails WHERE organization_id = ? AND value_key = ?', [
      organizationId,
      String(filter.value),
    ])
  }
  if (filter.kind !== 'valuePath' || filter.attribute.schema !== undefined) return undefined
  if (filter.attribute.attribute.name !== 'emails' || filter.filter.kind !== 'and') return undefined
  const parts = new Map(filter.filter.filters.map((part) => [equalName(part), part]))
  const type = parts.get('type')
  const value = parts.get('value')
  if (filter.filter.filters.length !== 2 || type?.kind !== 'compare' || value?.kind !== 'compare') return undefined
  return toUsers('SELECT user_id FROM user_emails WHERE organization_id = ? AND value_key = ? AND type_key = ?', [
    organizationId,
    String(value.value),
    String(type.value),
  ])
}

/** `groups.value eq`. */
function lookUpGroup(organizationId: string, filter: ResolvedFilter): Sql | undefined {
  if (filter.kind !== 'compare' || !isEqual(filter, 'groups', 'value')) return undefined
  return toUsers(
    'SELECT user_id FROM group_members WHERE organization_id = ? AND group_id = ? AND user_id IS NOT NULL',
    [organizationId, String(filter.value)],
  )
}

function toUsers(select: string, parameters: readonly string[]): Sql {
  return sql(`r.id IN (${select})`, parameters)
}

function isEqual({ attribute, operator }: ResolvedComparison, name: string, subName: string): boolean {
  const { schema, attribute: definition, subAttribute } = attribute
  return operator === 'eq' && schema === undefined && definition.name === name && subAttribute?.name === subName
}

/** The name of the sub-attribute that a part of a value path holds equal to something. */
function equalName(filter: ResolvedFilter): string | undefined {
  return filter.kind === 'compare' && filter.operator === 'eq' ? filter.attribute.attribute.name : undefined
}
