import type { Knex } from 'knex'

/** What requests that were answered 2xx did not do. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  await knex.raw(`ALTER TABLE request_log ADD COLUMN left_out ${text} NOT NULL DEFAULT '[]'`)
  await knex.raw(`CREATE INDEX request_log_left_out ON request_log (organization_id, time, id) WHERE left_out <> '[]'`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX request_log_left_out')
  await knex.raw('ALTER TABLE request_log DROP COLUMN left_out')
  await knex('request_counts').where({ kind: 'left-out' }).delete()
}
