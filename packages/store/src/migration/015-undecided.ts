import type { Knex } from 'knex'

/** Since which revision changes wait to be decided, because the stored mapping does not compile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE organizations ADD COLUMN undecided_since bigint')
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE organizations DROP COLUMN undecided_since')
}
