import type { Knex } from 'knex'

/**
 * What is known of the provider behind a key, and how much it is forgiven; and the values of attributes
 * that are unique within an organization. Users and groups share the table, so a row ends with its
 * resource in the same transaction, not by a foreign key.
 */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `ALTER TABLE api_keys ADD COLUMN provider ${text}`,
    `ALTER TABLE api_keys ADD COLUMN guessed_provider ${text}`,
    'ALTER TABLE api_keys ADD COLUMN strict smallint NOT NULL DEFAULT 0',
    `ALTER TABLE api_keys ADD COLUMN tolerances_off ${text} NOT NULL DEFAULT '[]'`,
    `CREATE TABLE unique_values (
      organization_id ${text} NOT NULL REFERENCES organizations (id), resource_type ${text} NOT NULL,
      path ${text} NOT NULL, key ${text} NOT NULL, resource_id ${text} NOT NULL,
      PRIMARY KEY (organization_id, resource_type, path, key))`,
    'CREATE INDEX unique_values_resource ON unique_values (organization_id, resource_type, resource_id)',
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('unique_values')
  for (const column of ['provider', 'guessed_provider', 'strict', 'tolerances_off']) {
    await knex.raw(`ALTER TABLE api_keys DROP COLUMN ${column}`)
  }
}
