import type { Knex } from 'knex'

/** Who has made a set-up link: whoever comes by it is told so. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  await knex.raw(`ALTER TABLE api_keys ADD COLUMN made_by ${text}`)
}

/** Set-up links end with it: without their scope's meaning they must open nothing. */
export async function down(knex: Knex): Promise<void> {
  await knex('api_keys').where({ kind: 'link' }).whereNotNull('made_by').delete()
  await knex.raw('ALTER TABLE api_keys DROP COLUMN made_by')
}
