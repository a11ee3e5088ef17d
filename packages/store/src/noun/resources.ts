import type { ResourceReader, RootQuery } from '@rolecall/core/store/resources'
import type { ResourceTypeName } from '@rolecall/core/plugin/hook-points'

import { countResources } from '../count-resources.ts'
import { toText } from '../decode.ts'
import { compileSort } from '../filter/compile-sort.ts'
import { compileWhere } from '../filter/compile-where.ts'
import { groupSource } from '../filter/group-source.ts'
import { orderBy } from '../filter/order-by.ts'
import type { SqlValue } from '../filter/resource-source.ts'
import type { Sql } from '../filter/sql.ts'
import { userSource } from '../filter/user-source.ts'
import { quote, type SqlDialect } from '../sql/sql-dialect.ts'
import type { Statements } from '../sql/statements.ts'

const sources = { User: userSource, Group: groupSource }
const names = ['User', 'Group'] as const

interface Part {
  readonly name: ResourceTypeName
  readonly where: Sql
  readonly value: SqlValue | null
}

/** Users and groups in one order: the ids by one statement over both tables. */
export function createResourceReader(statements: Statements, organizationId: string): ResourceReader {
  const { dialect } = statements
  return {
    async query({ ascending, count, startIndex, types }) {
      const parts = names.map((name) => toPart(dialect, organizationId, name, types[name]))
      const key = keyOf(dialect, parts)
      const selects = parts.map(
        ({ name, value, where }) =>
          `SELECT ${quote(name)} AS type, r.id AS id, ${toKey(value, key)} AS sort_key ${where.text}`,
      )
      const order = orderBy(key, dialect.byCodePoint('x.id'), ascending)
      const rows =
        count === 0
          ? []
          : await statements.all(
              `SELECT x.type, x.id FROM (${selects.join(' UNION ALL ')}) x ORDER BY ${order} LIMIT ? OFFSET ?`,
              [...parts.flatMap(({ where }) => where.parameters), count, startIndex - 1],
            )
      const totals = await Promise.all(parts.map(({ where }) => countResources(statements, where)))
      return {
        total: totals.reduce((sum, total) => sum + total, 0),
        records: rows.map((row) => ({ type: toText(row, 'type') as ResourceTypeName, id: toText(row, 'id') })),
      }
    },
  }
}

function toPart(
  dialect: SqlDialect,
  organizationId: string,
  name: ResourceTypeName,
  { filter, sortBy }: RootQuery['types'][ResourceTypeName],
): Part {
  const source = sources[name]
  return {
    name,
    where: compileWhere(dialect, source, organizationId, filter),
    value: sortBy === null ? null : compileSort(dialect, source, sortBy),
  }
}

/** The column of both selects; `null` where neither type is sorted by anything. */
function keyOf(dialect: SqlDialect, parts: readonly Part[]): SqlValue | null {
  const values = parts.flatMap(({ value }) => (value === null ? [] : [value]))
  const [first] = values
  if (first === undefined) return null
  const text = first.type === 'text' ? dialect.byCodePoint('x.sort_key') : 'x.sort_key'
  return { type: first.type, text }
}

const castTypes = { text: 'text', number: 'numeric', boolean: 'integer' } as const

function toKey(value: SqlValue | null, key: SqlValue | null): string {
  if (value !== null) return value.text
  return `CAST(NULL AS ${castTypes[key?.type ?? 'text']})`
}
