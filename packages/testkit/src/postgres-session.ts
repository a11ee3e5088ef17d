import { Client } from 'pg'

/** A connection of one's own to a PostgreSQL, as an operator or another program has. */
export interface PostgresSession {
  readonly run: (statement: string) => Promise<void>
  readonly end: () => Promise<void>
}

export async function openPostgresSession(url: string): Promise<PostgresSession> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return { run: async (statement) => void (await client.query(statement)), end: () => client.end() }
}
