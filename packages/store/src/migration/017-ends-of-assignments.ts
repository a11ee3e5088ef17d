import type { Knex } from 'knex'

/** When what a rule gives beside roles ends. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  await knex.raw(`ALTER TABLE assignments ADD COLUMN expires_at ${text}`)
  await knex.raw(
    'CREATE INDEX assignments_expiry ON assignments (organization_id, expires_at) WHERE expires_at IS NOT NULL',
  )
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX assignments_expiry')
  await knex.raw('ALTER TABLE assignments DROP COLUMN expires_at')
}
