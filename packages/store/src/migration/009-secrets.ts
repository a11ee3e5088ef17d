import type { Knex } from 'knex'

/** Secrets that the servers of one database share (the keys of cursors); none of them belongs to an organization. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  await knex.raw(`CREATE TABLE secrets (name ${text} PRIMARY KEY, value ${text} NOT NULL)`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('secrets')
}
