import type { Knex } from 'knex'

/** The product that runs Rolecall for its customers: its keys, what they did, and organizations by ids of its own. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `ALTER TABLE organizations ADD COLUMN external_id ${text}`,
    `ALTER TABLE organizations ADD COLUMN suspended_at ${text}`,
    `ALTER TABLE organizations ADD COLUMN creation ${text}`,
    'CREATE UNIQUE INDEX organizations_external_id ON organizations (external_id)',
    `ALTER TABLE api_keys ADD COLUMN suspended_at ${text}`,
    `CREATE TABLE platform_keys (
      id ${text} PRIMARY KEY, display_name ${text} NOT NULL, hash ${text} NOT NULL, created ${text} NOT NULL,
      expires_at ${text}, last_used_at ${text}, revoked_at ${text})`,
    `CREATE TABLE platform_events (
      id ${text} PRIMARY KEY, type ${text} NOT NULL, subject ${text} NOT NULL, time ${text} NOT NULL,
      cause ${text} NOT NULL, data ${text} NOT NULL)`,
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['platform_events', 'platform_keys']) await knex.schema.dropTable(table)
  await knex.raw('ALTER TABLE api_keys DROP COLUMN suspended_at')
  await knex.raw('DROP INDEX organizations_external_id')
  for (const column of ['creation', 'suspended_at', 'external_id'])
    await knex.raw(`ALTER TABLE organizations DROP COLUMN ${column}`)
}
