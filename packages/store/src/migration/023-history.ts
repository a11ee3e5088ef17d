import type { Knex } from 'knex'

/** How many there were on each of the last days, and what each request of a provider came to. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  await knex.raw(
    `CREATE TABLE daily_counts (
      organization_id ${text} NOT NULL REFERENCES organizations (id), day ${text} NOT NULL, people bigint NOT NULL,
      owners bigint NOT NULL, roles bigint NOT NULL, PRIMARY KEY (organization_id, day))`,
  )
  await knex.raw(`ALTER TABLE request_log ADD COLUMN story ${text} NOT NULL DEFAULT '[]'`)
  await knex.raw(`CREATE INDEX request_log_changes ON request_log (organization_id, time, id) WHERE story <> '[]'`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX request_log_changes')
  await knex.raw('ALTER TABLE request_log DROP COLUMN story')
  await knex.schema.dropTable('daily_counts')
}
