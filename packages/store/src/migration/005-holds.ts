import type { Knex } from 'knex'

/**
 * What waits for an owner (`holds`), what is due at a time (`jobs`), what the brake has let through
 * (`revocations`), names that more than one group has (`bindings`), and since when an organization has
 * no Owner.
 */
export async function up(knex: Knex): Promise<void> {
  const text = textType(knex)
  const statements = [
    `CREATE TABLE holds (
      organization_id ${text} NOT NULL REFERENCES organizations (id), id ${text} NOT NULL, kind ${text} NOT NULL,
      state ${text} NOT NULL, created ${text} NOT NULL, expires_at ${text}, subject ${text} NOT NULL,
      topic ${text} NOT NULL, reason ${text} NOT NULL, detail ${text} NOT NULL, lines ${text}, decided_at ${text},
      decided_by ${text}, PRIMARY KEY (organization_id, id))`,
    'CREATE INDEX holds_topic ON holds (organization_id, kind, topic, id)',
    'CREATE INDEX holds_subject ON holds (organization_id, subject, id)',
    `CREATE TABLE jobs (
      organization_id ${text} NOT NULL REFERENCES organizations (id), kind ${text} NOT NULL, subject ${text} NOT NULL,
      due_at ${text} NOT NULL, claimed_until ${text}, attempts integer NOT NULL DEFAULT 0,
      PRIMARY KEY (organization_id, kind, subject))`,
    'CREATE INDEX jobs_due ON jobs (due_at)',
    `CREATE TABLE revocations (
      organization_id ${text} NOT NULL REFERENCES organizations (id), revision bigint NOT NULL,
      revoked_at ${text} NOT NULL, revoked integer NOT NULL, PRIMARY KEY (organization_id, revision))`,
    `ALTER TABLE grants ADD COLUMN hold_id ${text}`,
    'CREATE INDEX grants_hold ON grants (organization_id, hold_id) WHERE hold_id IS NOT NULL',
    'CREATE INDEX grants_expiry ON grants (organization_id, expires_at) WHERE expires_at IS NOT NULL',
    `ALTER TABLE organizations ADD COLUMN ownerless_since ${text}`,
    'ALTER TABLE bindings RENAME TO bindings_before',
    'DROP INDEX bindings_group',
    `CREATE TABLE bindings (
      organization_id ${text} NOT NULL REFERENCES organizations (id), name_key ${text} NOT NULL,
      group_id ${text} NOT NULL, external_id ${text}, state ${text} NOT NULL,
      PRIMARY KEY (organization_id, name_key, group_id))`,
    `INSERT INTO bindings (organization_id, name_key, group_id, external_id, state)
     SELECT organization_id, name_key, group_id, external_id, 'bound' FROM bindings_before`,
    'DROP TABLE bindings_before',
    'CREATE INDEX bindings_group ON bindings (organization_id, group_id)',
  ]
  for (const statement of statements) await knex.raw(statement)
}

/** What only this version knows goes: of the groups that share a name, the one that was bound first stays bound. */
export async function down(knex: Knex): Promise<void> {
  const text = textType(knex)
  const statements = [
    'ALTER TABLE bindings RENAME TO bindings_after',
    'DROP INDEX bindings_group',
    `CREATE TABLE bindings (
      organization_id ${text} NOT NULL REFERENCES organizations (id), name_key ${text} NOT NULL,
      group_id ${text} NOT NULL, external_id ${text}, PRIMARY KEY (organization_id, name_key))`,
    `INSERT INTO bindings (organization_id, name_key, group_id, external_id)
     SELECT b.organization_id, b.name_key, b.group_id, b.external_id FROM bindings_after b
     WHERE b.group_id = (SELECT MIN(o.group_id) FROM bindings_after o WHERE o.organization_id = b.organization_id
       AND o.name_key = b.name_key AND o.state <> 'claimed')`,
    'DROP TABLE bindings_after',
    'CREATE INDEX bindings_group ON bindings (organization_id, group_id)',
    'ALTER TABLE organizations DROP COLUMN ownerless_since',
    'DROP INDEX grants_expiry',
    'DROP INDEX grants_hold',
    'ALTER TABLE grants DROP COLUMN hold_id',
    'DROP TABLE revocations',
    'DROP TABLE jobs',
    'DROP TABLE holds',
  ]
  for (const statement of statements) await knex.raw(statement)
}

function textType(knex: Knex): string {
  return knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
}
