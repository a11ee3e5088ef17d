import type { Knex } from 'knex'

/** What organizations were told of and what still stands of it, so that each is told once. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  await knex.raw(
    `CREATE TABLE notices (
      organization_id ${text} NOT NULL REFERENCES organizations (id), code ${text} NOT NULL, subject ${text} NOT NULL,
      occurrence ${text} NOT NULL, level integer NOT NULL, since ${text} NOT NULL, message ${text} NOT NULL, data ${text} NOT NULL,
      PRIMARY KEY (organization_id, code, subject))`,
  )
  await knex.raw('CREATE INDEX notices_code ON notices (code)')
}

/** What stands is told once more by the newer version. */
export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('notices')
}
