import type { Knex } from 'knex'

/** The order of the events of all organizations, and how far it goes of each. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const position = knex.client.config.client === 'pg' ? 'bigint' : 'integer'
  const statements = [
    `CREATE TABLE feed_entries (
      position ${position} PRIMARY KEY, mark ${text} NOT NULL, organization_id ${text},
      after_revision bigint NOT NULL, revision bigint NOT NULL)`,
    `CREATE TABLE feed_heads (
      organization_id ${text} PRIMARY KEY NOT NULL REFERENCES organizations (id), revision bigint NOT NULL)`,
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['feed_heads', 'feed_entries']) await knex.schema.dropTable(table)
}
