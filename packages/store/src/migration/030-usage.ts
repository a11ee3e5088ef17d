import type { Knex } from 'knex'

const columns = ['active', 'groups', 'teams']

/** What more is counted each day; of the days before it is not known. */
export async function up(knex: Knex): Promise<void> {
  for (const column of columns) await knex.raw('ALTER TABLE daily_counts ADD COLUMN ?? bigint', [column])
}

export async function down(knex: Knex): Promise<void> {
  for (const column of columns) await knex.raw('ALTER TABLE daily_counts DROP COLUMN ??', [column])
}
