import type { Knex } from 'knex'

/** The last verification of each organization: whether derived rows were what the facts give. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  await knex.raw(
    `CREATE TABLE verifications (
      organization_id ${text} PRIMARY KEY NOT NULL REFERENCES organizations (id), verified_at ${text} NOT NULL,
      duration_ms bigint NOT NULL, members bigint NOT NULL, grants bigint NOT NULL, differences bigint NOT NULL,
      examples ${text} NOT NULL, failure ${text})`,
  )
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE verifications')
}
