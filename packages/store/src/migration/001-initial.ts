import type { Knex } from 'knex'

/** Tables in the order of their making; each is undone in the reverse order. */
const tables = [
  'organizations',
  'api_keys',
  'accounts',
  'users',
  'user_emails',
  'groups',
  'group_members',
  'assignments',
  'teams',
  'team_roles',
  'grants',
  'mapping_versions',
  'bindings',
  'sso_connections',
  'identities',
  'events',
] as const

/**
 * Everything of the first version. Text is compared by code point in both databases (`COLLATE "C"`,
 * BINARY), booleans are 0 and 1, instants and what clients sent are text. Each table but `accounts`
 * has the organization as the first part of its key. An index of what is not unique ends with the id:
 * SQLite would rather read everybody in the order of ids than look up a few and sort them.
 */
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === 'pg'
  const text = postgres ? 'text COLLATE "C"' : 'text'
  const json = postgres ? 'jsonb' : 'text'
  const statements = [
    `CREATE TABLE organizations (
      id ${text} PRIMARY KEY, name ${text} NOT NULL, settings ${text} NOT NULL, created ${text} NOT NULL,
      revision bigint NOT NULL DEFAULT 0, mapping_version bigint NOT NULL DEFAULT 0,
      catalogue_version bigint NOT NULL DEFAULT 0, catalogue_mode ${text} NOT NULL DEFAULT 'default')`,
    `CREATE TABLE api_keys (
      organization_id ${text} NOT NULL REFERENCES organizations (id), id ${text} NOT NULL,
      display_name ${text} NOT NULL, scopes ${text} NOT NULL, connection_id ${text}, hash ${text} NOT NULL,
      created ${text} NOT NULL, expires_at ${text}, last_used_at ${text}, revoked_at ${text},
      PRIMARY KEY (organization_id, id))`,
    'CREATE UNIQUE INDEX api_keys_id ON api_keys (id)',
    `CREATE TABLE accounts (id ${text} PRIMARY KEY, email_key ${text} NOT NULL UNIQUE)`,
    `CREATE TABLE users (
      organization_id ${text} NOT NULL REFERENCES organizations (id), id ${text} NOT NULL,
      account_id ${text} NOT NULL REFERENCES accounts (id), provisioned smallint NOT NULL, active smallint NOT NULL,
      email_validated smallint NOT NULL, user_name ${text} NOT NULL, user_name_key ${text} NOT NULL,
      external_id ${text}, display ${text} NOT NULL, display_key ${text} NOT NULL, data ${text} NOT NULL,
      keys ${json} NOT NULL, version bigint NOT NULL, created ${text} NOT NULL, last_modified ${text} NOT NULL,
      PRIMARY KEY (organization_id, id))`,
    'CREATE UNIQUE INDEX users_user_name ON users (organization_id, user_name_key)',
    'CREATE INDEX users_external_id ON users (organization_id, external_id, id)',
    `CREATE TABLE user_emails (
      organization_id ${text} NOT NULL, user_id ${text} NOT NULL, position integer NOT NULL,
      type_key ${text}, value_key ${text} NOT NULL, PRIMARY KEY (organization_id, user_id, position),
      FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE)`,
    'CREATE INDEX user_emails_value ON user_emails (organization_id, value_key)',
    `CREATE TABLE groups (
      organization_id ${text} NOT NULL REFERENCES organizations (id), id ${text} NOT NULL,
      display_name ${text} NOT NULL, display_name_key ${text} NOT NULL, external_id ${text}, data ${text} NOT NULL,
      keys ${json} NOT NULL, version bigint NOT NULL, created ${text} NOT NULL, last_modified ${text} NOT NULL,
      PRIMARY KEY (organization_id, id))`,
    'CREATE INDEX groups_display_name ON groups (organization_id, display_name_key, id)',
    'CREATE INDEX groups_external_id ON groups (organization_id, external_id, id)',
    `CREATE TABLE group_members (
      organization_id ${text} NOT NULL, group_id ${text} NOT NULL, value ${text} NOT NULL, user_id ${text},
      type ${text}, added_at ${text} NOT NULL, added_revision bigint NOT NULL, added_index integer NOT NULL,
      PRIMARY KEY (organization_id, group_id, value),
      FOREIGN KEY (organization_id, group_id) REFERENCES groups (organization_id, id) ON DELETE CASCADE,
      FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE)`,
    'CREATE UNIQUE INDEX group_members_user ON group_members (organization_id, group_id, user_id)',
    'CREATE INDEX group_members_of_user ON group_members (organization_id, user_id, group_id)',
    'CREATE INDEX group_members_unresolved ON group_members (organization_id, value) WHERE user_id IS NULL',
    `CREATE TABLE assignments (
      organization_id ${text} NOT NULL, user_id ${text} NOT NULL, effect ${text} NOT NULL, source ${text} NOT NULL,
      rule ${text} NOT NULL, value ${text} NOT NULL, PRIMARY KEY (organization_id, user_id, effect, source, rule),
      FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE)`,
    `CREATE TABLE teams (
      organization_id ${text} NOT NULL REFERENCES organizations (id), key ${text} NOT NULL, id ${text} NOT NULL,
      name ${text} NOT NULL, type ${text} NOT NULL, parent ${text}, description ${text},
      PRIMARY KEY (organization_id, key))`,
    `CREATE TABLE team_roles (
      organization_id ${text} NOT NULL REFERENCES organizations (id), name_key ${text} NOT NULL, name ${text} NOT NULL,
      description ${text} NOT NULL, rank integer NOT NULL, precedence integer NOT NULL, permissions ${text} NOT NULL,
      privileged smallint NOT NULL, PRIMARY KEY (organization_id, name_key))`,
    `CREATE TABLE grants (
      organization_id ${text} NOT NULL, user_id ${text} NOT NULL, scope ${text} NOT NULL, role ${text} NOT NULL,
      source ${text} NOT NULL, rule_id ${text} NOT NULL, group_id ${text} NOT NULL, mapping_version bigint,
      desired smallint NOT NULL, hold ${text}, expires_at ${text}, since ${text} NOT NULL,
      PRIMARY KEY (organization_id, user_id, scope, role, source, rule_id, group_id),
      FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE)`,
    'CREATE INDEX grants_scope ON grants (organization_id, scope, role)',
    `CREATE TABLE mapping_versions (
      organization_id ${text} NOT NULL REFERENCES organizations (id), version bigint NOT NULL, text ${text} NOT NULL,
      format ${text} NOT NULL, created ${text} NOT NULL, author_key_id ${text},
      PRIMARY KEY (organization_id, version))`,
    `CREATE TABLE bindings (
      organization_id ${text} NOT NULL REFERENCES organizations (id), name_key ${text} NOT NULL,
      group_id ${text} NOT NULL, external_id ${text}, PRIMARY KEY (organization_id, name_key))`,
    'CREATE INDEX bindings_group ON bindings (organization_id, group_id)',
    `CREATE TABLE sso_connections (
      organization_id ${text} NOT NULL REFERENCES organizations (id), id ${text} NOT NULL, name ${text} NOT NULL,
      issuer ${text} NOT NULL, audience ${text} NOT NULL, jwks_uri ${text} NOT NULL, claim ${text} NOT NULL,
      created ${text} NOT NULL, PRIMARY KEY (organization_id, id))`,
    `CREATE TABLE identities (
      organization_id ${text} NOT NULL, user_id ${text} NOT NULL, connection_id ${text} NOT NULL,
      subject ${text} NOT NULL, PRIMARY KEY (organization_id, user_id, connection_id),
      FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id) ON DELETE CASCADE)`,
    'CREATE INDEX identities_subject ON identities (organization_id, subject, connection_id)',
    `CREATE TABLE events (
      organization_id ${text} NOT NULL REFERENCES organizations (id), revision bigint NOT NULL, idx integer NOT NULL,
      type ${text} NOT NULL, subject ${text} NOT NULL, time ${text} NOT NULL, cause ${text} NOT NULL,
      data ${text} NOT NULL, PRIMARY KEY (organization_id, revision, idx))`,
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  for (const table of tables.toReversed()) await knex.schema.dropTable(table)
}
