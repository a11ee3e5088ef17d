import type { Knex } from 'knex'

/** What a rule gives beside roles by a group alone whose word an owner is asked about. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  await knex.raw(`ALTER TABLE assignments ADD COLUMN withheld_of ${text}`)
  await knex.raw(
    'CREATE INDEX assignments_withheld ON assignments (organization_id, withheld_of) WHERE withheld_of IS NOT NULL',
  )
}

/** What was withheld would be in force without the column: it goes, and a decision says it anew. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw('DELETE FROM assignments WHERE withheld_of IS NOT NULL')
  await knex.raw('DROP INDEX assignments_withheld')
  await knex.raw('ALTER TABLE assignments DROP COLUMN withheld_of')
}
