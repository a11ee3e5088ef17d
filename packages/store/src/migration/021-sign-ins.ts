import type { Knex } from 'knex'

/** Sign-ins of people to the console through a connection, what of them was used once, and what a connection needs for it. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const ofConnection =
    'FOREIGN KEY (organization_id, connection_id) REFERENCES sso_connections (organization_id, id) ON DELETE CASCADE'
  const statements = [
    'ALTER TABLE sso_connections ADD COLUMN console smallint NOT NULL DEFAULT 0',
    `ALTER TABLE sso_connections ADD COLUMN sealed_secret ${text}`,
    'CREATE INDEX sso_connections_id ON sso_connections (id)',
    `CREATE TABLE sign_ins (
      organization_id ${text} NOT NULL, hash ${text} NOT NULL, connection_id ${text} NOT NULL, user_id ${text} NOT NULL,
      subject ${text} NOT NULL, token_subject ${text} NOT NULL, token_session ${text}, sealed_id_token ${text} NOT NULL,
      created ${text} NOT NULL, expires_at ${text} NOT NULL, PRIMARY KEY (organization_id, hash), ${ofConnection},
      FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE)`,
    'CREATE UNIQUE INDEX sign_ins_hash ON sign_ins (hash)',
    'CREATE INDEX sign_ins_user ON sign_ins (organization_id, user_id)',
    'CREATE INDEX sign_ins_connection ON sign_ins (organization_id, connection_id, token_subject)',
    'CREATE INDEX sign_ins_session ON sign_ins (organization_id, connection_id, token_session)',
    'CREATE INDEX sign_ins_end ON sign_ins (organization_id, expires_at)',
    `CREATE TABLE used_once (
      organization_id ${text} NOT NULL, connection_id ${text} NOT NULL, hash ${text} NOT NULL, expires_at ${text} NOT NULL,
      PRIMARY KEY (organization_id, connection_id, hash), ${ofConnection})`,
    'CREATE INDEX used_once_end ON used_once (expires_at)',
  ]
  for (const statement of statements) await knex.raw(statement)
}

/** Whoever has signed in through a connection signs in anew, by a key; secrets of connections are gone. */
export async function down(knex: Knex): Promise<void> {
  for (const table of ['used_once', 'sign_ins']) await knex.schema.dropTable(table)
  await knex.raw('DROP INDEX sso_connections_id')
  for (const column of ['sealed_secret', 'console']) await knex.raw(`ALTER TABLE sso_connections DROP COLUMN ${column}`)
}
