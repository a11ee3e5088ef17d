import type { Knex } from 'knex'

/** Those that are open are few, whatever has been decided over the years. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE INDEX holds_state ON holds (organization_id, state, id)')
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX holds_state')
}
