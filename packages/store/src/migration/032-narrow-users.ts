import type { Knex } from 'knex'

const columns = { display_name_key: 'displayName', title_key: 'title' }

/**
 * What filters compare people by that no index finds, in columns of their own: a pass over a hundred thousand read the JSON of each. The
 * database makes them of the keys, so that rows have them whoever writes. SQLite has them in its index of those that are shown, too,
 * and then reads no row; an entry of PostgreSQL's would be too short for what a client may write into them.
 */
export async function up(knex: Knex): Promise<void> {
  if (knex.client.config.client === 'pg') {
    const added = Object.entries(columns).map(
      ([column, name]) =>
        `ADD COLUMN ${column} text COLLATE "C" GENERATED ALWAYS AS ((keys ->> '${name}') COLLATE "C") STORED`,
    )
    await knex.raw(`ALTER TABLE users ${added.join(', ')}`)
    return
  }
  for (const [column, name] of Object.entries(columns)) {
    await knex.raw(
      `ALTER TABLE users ADD COLUMN ${column} text GENERATED ALWAYS AS (json_extract(keys, '$."${name}"')) VIRTUAL`,
    )
  }
  await knex.raw('DROP INDEX users_shown')
  await knex.raw(
    `CREATE INDEX users_shown ON users
     (organization_id, id, active, user_name_key, display_name_key, title_key) WHERE provisioned = 1`,
  )
}

export async function down(knex: Knex): Promise<void> {
  if (knex.client.config.client !== 'pg') {
    await knex.raw('DROP INDEX users_shown')
    await knex.raw('CREATE INDEX users_shown ON users (organization_id, id) WHERE provisioned = 1')
  }
  for (const column of Object.keys(columns)) await knex.raw(`ALTER TABLE users DROP COLUMN ${column}`)
}
