import { Client } from 'pg'

/** Ends every connection to a PostgreSQL database, as a fail-over or a restart does. */
export async function cutConnections(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`)
  } finally {
    await client.end()
  }
}
