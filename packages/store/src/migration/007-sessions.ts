import type { Knex } from 'knex'

/** Sign-ins to the console. Found by the hash of their token, before their organization is known. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `CREATE TABLE sessions (
      organization_id ${text} NOT NULL, hash ${text} NOT NULL, key_id ${text} NOT NULL, key_hash ${text} NOT NULL,
      created ${text} NOT NULL, expires_at ${text} NOT NULL, PRIMARY KEY (organization_id, hash),
      FOREIGN KEY (organization_id, key_id) REFERENCES api_keys (organization_id, id) ON DELETE CASCADE)`,
    'CREATE UNIQUE INDEX sessions_hash ON sessions (hash)',
    'CREATE INDEX sessions_end ON sessions (expires_at)',
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sessions')
}
