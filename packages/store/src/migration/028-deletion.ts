import type { Knex } from 'knex'

/** Organizations that are being deleted, what was exported of them, and their place in the feed over all. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `ALTER TABLE organizations ADD COLUMN deleted_at ${text}`,
    `ALTER TABLE organizations ADD COLUMN exported ${text}`,
    `ALTER TABLE feed_entries ADD COLUMN event_id ${text}`,
    'CREATE INDEX feed_entries_organization ON feed_entries (organization_id) WHERE organization_id IS NOT NULL',
  ]
  for (const statement of statements) await knex.raw(statement)
}

/** One that was being deleted goes on as it is, suspended. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX feed_entries_organization')
  await knex.raw('ALTER TABLE feed_entries DROP COLUMN event_id')
  for (const column of ['exported', 'deleted_at']) await knex.raw(`ALTER TABLE organizations DROP COLUMN ${column}`)
}
