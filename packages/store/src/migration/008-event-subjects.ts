import type { Knex } from 'knex'

/** What happened to one person or one group, in its order: an explanation reads it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE INDEX events_subject ON events (organization_id, subject, revision, idx)')
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX events_subject')
}
