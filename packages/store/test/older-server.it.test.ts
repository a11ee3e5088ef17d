import { setImmediate } from 'node:timers/promises'

import { StoreError } from '@rolecall/core/store-error'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { describe, expect, it } from 'vitest'

import { migrate, rollback } from '../src/migrate.ts'
import { openBackend } from '../src/open-backend.ts'
import { readSchema, type TableShape } from './read-schema.ts'

const created = '2026-01-01T00:00:00.000Z'
const organization = 'acme'

/** Undoes all migrations but the first. */
async function backToTheFirst(url: string): Promise<void> {
  for (let [undone] = await rollback(url); undone !== '002-request-log'; [undone] = await rollback(url)) {
    if (undone === undefined) throw new Error('the first migration is undone, too')
  }
}

describe.each(eachDatabase)('migrations of $name beside a server of the first version', ({ create }) => {
  it('take nothing from its reads and writes: they are done, or refused as busy', { timeout: 120_000 }, async () => {
    const database = await create(migrate)
    await backToTheFirst(database.url)
    const server = await openBackend({ url: database.url, poolSize: 4 })
    await server.run((statements) =>
      statements.write('INSERT INTO organizations (id, name, settings, created) VALUES (?, ?, ?, ?)', [
        organization,
        'Acme',
        '{}',
        created,
      ]),
    )
    const written: string[] = []
    const state = { stopped: false }

    /** One user with an address, a group with that member, and the revision: what a request of the first version writes. */
    async function writeUser(id: string): Promise<void> {
      await server.runWrite(organization, async ({ write }) => {
        await write('UPDATE organizations SET revision = revision + 1 WHERE id = ?', [organization])
        await write('INSERT INTO accounts (id, email_key) VALUES (?, ?)', [id, id])
        await write(
          `INSERT INTO users (organization_id, id, account_id, provisioned, active, email_validated, user_name, user_name_key,
             external_id, display, display_key, data, keys, version, created, last_modified)
           VALUES (?, ?, ?, 1, 1, 0, ?, ?, NULL, '', '', '{}', '{}', 1, ?, ?)`,
          [organization, id, id, id, id, created, created],
        )
        await write(
          'INSERT INTO user_emails (organization_id, user_id, position, type_key, value_key) VALUES (?, ?, 0, NULL, ?)',
          [organization, id, id],
        )
        await write(
          `INSERT INTO groups (organization_id, id, display_name, display_name_key, external_id, data, keys, version, created, last_modified)
           VALUES (?, ?, ?, ?, NULL, '{}', '{}', 1, ?, ?)`,
          [organization, id, id, id, created, created],
        )
        await write(
          `INSERT INTO group_members (organization_id, group_id, value, user_id, type, added_at, added_revision, added_index)
           VALUES (?, ?, ?, ?, NULL, ?, 1, 0)`,
          [organization, id, id, id, created],
        )
        await write(
          `INSERT INTO grants (organization_id, user_id, scope, role, source, rule_id, group_id, mapping_version, desired, hold, expires_at, since)
           VALUES (?, ?, 'organization', 'Member', 'mapping', 'r', ?, 1, 1, NULL, NULL, ?)`,
          [organization, id, id, created],
        )
        await write(
          `INSERT INTO events (organization_id, revision, idx, type, subject, time, cause, data)
           SELECT id, revision, 0, 'MemberProvisioned', ?, ?, '{}', '{}' FROM organizations WHERE id = ?`,
          [`users/${id}`, created, organization],
        )
      })
    }

    /** What was acknowledged is there, with its member and its role. */
    async function readUser(id: string): Promise<void> {
      const rows = await server.readers.all(
        `SELECT u.user_name, m.group_id, g.role FROM users u
         JOIN group_members m ON m.organization_id = u.organization_id AND m.user_id = u.id
         JOIN grants g ON g.organization_id = u.organization_id AND g.user_id = u.id
         WHERE u.organization_id = ? AND u.id = ?`,
        [organization, id],
      )
      expect(rows).toEqual([{ user_name: id, group_id: id, role: 'Member' }])
    }

    async function serve(worker: number): Promise<void> {
      for (let number = 0; !state.stopped; number++) {
        const id = `user-${worker}-${number}`
        try {
          await writeUser(id)
          written.push(id)
          await readUser(id)
        } catch (error) {
          // 503 with Retry-After; anything else would be 500, or a wrong answer.
          if (!(error instanceof StoreError)) throw error
        }
        await setImmediate()
      }
    }

    const serving = Promise.all([0, 1, 2].map(serve))
    while (written.length < 5) await setImmediate()
    const applied = await migrate(database.url)
    const before = written.length
    while (written.length < before + 5) await setImmediate()
    state.stopped = true
    await serving
    expect(applied.length).toBeGreaterThan(10)
    for (const id of written) await readUser(id)
    const [revision] = await server.readers.all('SELECT revision FROM organizations WHERE id = ?', [organization])
    expect(Number(revision?.['revision'])).toBe(written.length)
    await server.close()
    await database.drop()
  })
})

/**
 * What a later schema lacks of an older one, as a server of the older one would find it. A name was bound to one group
 * before 005: nothing that such a server says of two groups could be kept, and none was ever released.
 */
function missing(older: ReadonlyMap<string, TableShape>, later: ReadonlyMap<string, TableShape>): readonly string[] {
  const found: string[] = []
  for (const [table, { columns, keys }] of older) {
    const now = later.get(table)
    for (const name of columns.keys()) if (now?.columns.has(name) !== true) found.push(`${table}.${name} is gone`)
    for (const [name, optional] of now?.columns ?? [])
      if (!optional && !columns.has(name)) found.push(`${table}.${name} must be named`)
    for (const key of keys) if (now?.keys.has(key) !== true) found.push(`${table} (${key}) is not unique`)
  }
  return found
}

const beforeTheFirstRelease = ['bindings (name_key, organization_id) is not unique', 'bindings.state must be named']

it.each(eachDatabase)(
  'a server of any schema of $name finds in each later one what it reads, writes and takes for unique',
  { timeout: 120_000 },
  async ({ create }) => {
    const database = await create(migrate)
    const schemas: { readonly after: string; readonly schema: ReadonlyMap<string, TableShape> }[] = []
    for (let after = 'all'; ;) {
      const backend = await openBackend({ url: database.url, poolSize: 1 })
      schemas.push({ after, schema: await readSchema(backend.readers) })
      await backend.close()
      const [undone] = await rollback(database.url)
      if (undone === undefined || undone === '002-request-log') break
      after = `before ${undone}`
    }
    await database.drop()
    expect(schemas.length).toBeGreaterThan(10)
    const [last] = schemas
    for (const { after, schema } of schemas) {
      const found = missing(schema, last?.schema ?? new Map()).filter((one) => !one.startsWith('knex_'))
      const known = schema.get('bindings')?.columns.has('state') === true ? [] : beforeTheFirstRelease
      expect([after, found.toSorted()]).toEqual([after, known])
    }
  },
)
