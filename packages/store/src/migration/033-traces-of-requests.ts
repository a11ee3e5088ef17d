import type { Knex } from 'knex'

/** In which trace a request stands, where it was traced. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  await knex.raw(`ALTER TABLE request_log ADD COLUMN trace_id ${text}`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE request_log DROP COLUMN trace_id')
}
