import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { inject } from 'vitest'

import { findTemplate, type Migrate } from './migrated-templates.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export interface TestDatabase {
  readonly kind: 'postgres' | 'sqlite'
  readonly url: string
  /** Removes it, whoever is still connected. */
  readonly drop: () => Promise<void>
}

/** Makes a database of its own: empty, or as `migrate` leaves an empty one, by a copy of one that it has migrated before. */
export type CreateDatabase = (migrate?: Migrate) => Promise<TestDatabase>

/** For `describe.each`: every behaviour of the store is tested on both. */
export const eachDatabase: readonly { readonly name: string; readonly create: CreateDatabase }[] = [
  { name: 'SQLite', create: createTestSqlite },
  { name: 'PostgreSQL', create: createTestPostgres },
]

/** On the server that the global setup started. */
export async function createTestPostgres(migrate?: Migrate): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const database = (name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).href
  async function create(name: string, template?: string): Promise<void> {
    await execute(server, `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`)
  }
  const name = `rolecall_test_${randomBytes(8).toString('hex')}`
  if (migrate === undefined) await create(name)
  else {
    const template = await findTemplate('postgres', migrate, async ({ name: fresh }) => {
      await create(fresh)
      await migrate(database(fresh))
      return fresh
    })
    await create(name, template)
  }
  return {
    kind: 'postgres',
    url: database(name),
    drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** A file in a temporary folder, which is not yet there where nothing has been migrated. */
export async function createTestSqlite(migrate?: Migrate): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-sqlite-'))
  const file = join(folder, 'rolecall.sqlite')
  if (migrate !== undefined) {
    const template = await findTemplate('sqlite', migrate, async ({ folder: place, name }) => {
      const fresh = join(place, `${name}.sqlite`)
      await migrate(`sqlite:${fresh}`)
      return fresh
    })
    await copyFile(template, file)
  }
  return { kind: 'sqlite', url: `sqlite:${file}`, drop: () => rm(folder, { recursive: true, force: true }) }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
