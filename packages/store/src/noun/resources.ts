import type { ResourceReader, RootQuery } from '@rolecall/core/store/resources'
import type { ResourceTypeName } from '@rolecall/core/plugin/hook-points'
import type { Knex } from 'knex'

import { countResources } from '../count-resources.ts'
import { toText } from '../decode.ts'
import { compileSort } from '../filter/compile-sort.ts'
import { groupSource } from '../filter/group-source.ts'
import { matchingResources } from '../filter/matching-resources.ts'
import { orderBy } from '../filter/order-by.ts'
import type { SqlValue } from '../filter/resource-source.ts'
import { raw } from '../filter/sql.ts'
import { userSource } from '../filter/user-source.ts'
import { runQuery } from '../sql/run-query.ts'
import { quote, type SqlDialect } from '../sql/sql-dialect.ts'
import type { Row, Statements } from '../sql/statements.ts'

const sources = { User: userSource, Group: groupSource }

interface Part {
  readonly name: ResourceTypeName
  readonly matching: Knex.QueryBuilder
  readonly value: SqlValue | null
}

/** Users and groups in one order: the ids by one statement over both tables. */
export function createResourceReader(statements: Statements, organizationId: string): ResourceReader {
  const { dialect } = statements
  return {
    async query({ ascending, count, startIndex, types }) {
      const users = toPart(dialect, organizationId, 'User', types.User)
      const groups = toPart(dialect, organizationId, 'Group', types.Group)
      const key = keyOf(dialect, [users, groups])
      const page = dialect.builder
        .select('x.type', 'x.id')
        .from(selectPlaces(users, key).unionAll(selectPlaces(groups, key)).as('x'))
        .orderByRaw(orderBy(key, dialect.byCodePoint('x.id'), ascending))
        .limit(count)
        .offset(startIndex - 1)
      const rows: readonly Row[] = count === 0 ? [] : await runQuery(statements, page)
      const totals = await Promise.all([users, groups].map(({ matching }) => countResources(statements, matching)))
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
    matching: matchingResources(dialect, source, organizationId, filter),
    value: sortBy === null ? null : compileSort(dialect, source, sortBy),
  }
}

/** What places a resource among those of the other type. */
function selectPlaces({ matching, name, value }: Part, key: SqlValue | null): Knex.QueryBuilder {
  return matching.clone().select(raw(`${quote(name)} AS type, r.id AS id, ${toKey(value, key)} AS sort_key`))
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
