import type { Knex } from 'knex'

/** Requests that were accepted and are carried out later; what they ask for comes last, so that counting reads none of it. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `CREATE TABLE async_requests (
      organization_id ${text} NOT NULL, txn ${text} NOT NULL, key_id ${text} NOT NULL, position bigint NOT NULL,
      accepted_at ${text} NOT NULL, operations integer, done integer NOT NULL, attempts integer NOT NULL, claim ${text}, claimed_until ${text},
      bytes integer NOT NULL, sealed ${text} NOT NULL, PRIMARY KEY (organization_id, txn),
      FOREIGN KEY (organization_id) REFERENCES organizations (id))`,
    'CREATE UNIQUE INDEX async_requests_order ON async_requests (organization_id, position, bytes)',
  ]
  for (const statement of statements) await knex.raw(statement)
}

/** What was accepted and not yet carried out is lost. */
export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('async_requests')
}
