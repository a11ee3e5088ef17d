import type { Knex } from 'knex'

const made = ['used_assertions', 'access_tokens', 'client_credentials', 'oauth_clients'] as const

/** OAuth clients, which act as a key; their credentials, their tokens, and the assertions that were good for one token. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const ofKey = (column: string) =>
    `FOREIGN KEY (organization_id, ${column}) REFERENCES api_keys (organization_id, id) ON DELETE CASCADE`
  const ofCredential =
    'FOREIGN KEY (organization_id, credential_id) REFERENCES client_credentials (organization_id, id) ON DELETE CASCADE'
  const statements = [
    `ALTER TABLE api_keys ADD COLUMN kind ${text} NOT NULL DEFAULT 'key'`,
    `CREATE TABLE oauth_clients (
      organization_id ${text} NOT NULL, id ${text} NOT NULL, token_lifetime integer NOT NULL,
      refused_at ${text}, refusal ${text}, PRIMARY KEY (organization_id, id), ${ofKey('id')})`,
    'CREATE UNIQUE INDEX oauth_clients_id ON oauth_clients (id)',
    `CREATE TABLE client_credentials (
      organization_id ${text} NOT NULL, id ${text} NOT NULL, client_id ${text} NOT NULL, name ${text} NOT NULL,
      hash ${text}, trust ${text}, created ${text} NOT NULL, expires_at ${text}, last_used_at ${text}, revoked_at ${text},
      PRIMARY KEY (organization_id, id), ${ofKey('client_id')})`,
    'CREATE INDEX client_credentials_client ON client_credentials (client_id, id)',
    `CREATE TABLE access_tokens (
      organization_id ${text} NOT NULL, hash ${text} NOT NULL, client_id ${text} NOT NULL, credential_id ${text} NOT NULL,
      created ${text} NOT NULL, expires_at ${text} NOT NULL, PRIMARY KEY (organization_id, hash),
      ${ofKey('client_id')}, ${ofCredential})`,
    'CREATE UNIQUE INDEX access_tokens_hash ON access_tokens (hash)',
    'CREATE INDEX access_tokens_end ON access_tokens (expires_at)',
    'CREATE INDEX access_tokens_client ON access_tokens (client_id)',
    'CREATE INDEX access_tokens_credential ON access_tokens (credential_id)',
    `CREATE TABLE used_assertions (
      organization_id ${text} NOT NULL, credential_id ${text} NOT NULL, hash ${text} NOT NULL, expires_at ${text} NOT NULL,
      PRIMARY KEY (organization_id, credential_id, hash), ${ofCredential})`,
    'CREATE INDEX used_assertions_end ON used_assertions (expires_at)',
  ]
  for (const statement of statements) await knex.raw(statement)
}

/** Without their tables clients are nothing, and as keys they would open nothing. */
export async function down(knex: Knex): Promise<void> {
  for (const table of made) await knex.schema.dropTable(table)
  await knex('api_keys').where({ kind: 'client' }).delete()
  await knex.raw('ALTER TABLE api_keys DROP COLUMN kind')
}
