import { readFile } from 'node:fs/promises'
import { Client } from 'pg'

/** Everything that a database holds, as texts by the file or the table that holds it; for a test that looks for what must not be there. */
export async function readDatabase(url: string): Promise<ReadonlyMap<string, string>> {
  return url.startsWith('sqlite:') ? readFiles(url.slice('sqlite:'.length)) : readTables(url)
}

/** As bytes: also what has been deleted and not yet written over. */
async function readFiles(path: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const file of [path, `${path}-wal`]) files.set(file, await readFile(file, 'latin1').catch(() => ''))
  return files
}

async function readTables(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    const tables = new Map<string, string>()
    for (const { name } of rows) {
      const found = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} AS t`)
      tables.set(name, found.rows.map(({ text }) => text).join('\n'))
    }
    return tables
  } finally {
    await client.end()
  }
}
