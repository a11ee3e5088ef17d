import { createCache } from '../create-cache.ts'
import { parametersOf, type Statement } from '../sql/statements.ts'
import { factsOf, keyOfTexts } from '../sql/text-facts.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/** The columns of a text are those of the schema, which a running process never changes. */
const columnsOf = createCache<readonly string[]>(1_000)

/** Whether reads can go together: values that are JSON themselves would be taken for a part of the answer. */
export function canGoTogether({ sql }: Statement): boolean {
  const { answersJson, isRead } = factsOf(sql)
  return isRead && !answersJson
}

/**
 * Runs several reads as one statement, for each is a trip to another thread that costs more than what it reads: their rows
 * come as one JSON text. A row is what the driver would have made of it.
 */
export async function readTogether(
  connection: SqliteConnection,
  statements: readonly Statement[],
): Promise<readonly object[][]> {
  const columns: (readonly string[])[] = []
  for (const statement of statements)
    columns.push(columnsOf.get(statement.sql) ?? (await learnColumns(connection, statement)))
  const [row] = await connection.all<{ readonly answer: string }>(
    toOneText(statements, columns),
    parametersOf(statements),
  )
  const answer = JSON.parse(row?.answer ?? '[]') as readonly (readonly unknown[])[][]
  return answer.map((rows, place) => rows.map((values) => toRow(columns[place] ?? [], values)))
}

/** The driver says them only with a row: one that is there whatever is found. */
async function learnColumns(connection: SqliteConnection, { parameters, sql }: Statement): Promise<readonly string[]> {
  const text = `SELECT r.* FROM (SELECT 1) AS one LEFT JOIN (${sql}) AS r ON true LIMIT 1`
  const [row] = await connection.all(text, parameters)
  const names = Object.keys(row ?? {})
  columnsOf.set(sql, names)
  return names
}

const textOf = createCache<string>(1_000)

function toOneText(statements: readonly Statement[], columns: readonly (readonly string[])[]): string {
  const key = keyOfTexts(statements)
  const known = textOf.get(key)
  if (known !== undefined) return known
  const parts = statements.map(({ sql }, place) => {
    const values = (columns[place] ?? []).map((name) => `r."${name.replaceAll('"', '""')}"`)
    return `(SELECT json_group_array(json_array(${values.join(', ')})) FROM (${sql}) AS r)`
  })
  const text = `SELECT json_array(${parts.join(',\n')}) AS answer`
  textOf.set(key, text)
  return text
}

function toRow(names: readonly string[], values: readonly unknown[]): object {
  const row: Record<string, unknown> = {}
  for (let place = 0; place < names.length; place += 1) row[names[place] as string] = values[place]
  return row
}
