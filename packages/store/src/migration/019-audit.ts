import type { Knex } from 'knex'

/**
 * The chain of events: each has the hash of all that is stored of it and of the one before, and the organization has the
 * newest hash, so that the last events can't be taken away unseen. Events of before are not in it. What the audit shows has
 * indexes of its own: other events cost nothing for it.
 */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `ALTER TABLE events ADD COLUMN kind ${text}`,
    `ALTER TABLE events ADD COLUMN actor ${text}`,
    `ALTER TABLE events ADD COLUMN hash ${text}`,
    `ALTER TABLE organizations ADD COLUMN audit_head ${text}`,
    'CREATE INDEX events_audit ON events (organization_id, revision, idx) WHERE kind IS NOT NULL',
    'CREATE INDEX events_audit_kind ON events (organization_id, kind, revision, idx) WHERE kind IS NOT NULL',
    'CREATE INDEX events_audit_actor ON events (organization_id, actor, revision, idx) WHERE kind IS NOT NULL',
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ['events_audit', 'events_audit_kind', 'events_audit_actor']) await knex.raw(`DROP INDEX ${name}`)
  for (const name of ['kind', 'actor', 'hash']) await knex.raw(`ALTER TABLE events DROP COLUMN ${name}`)
  await knex.raw('ALTER TABLE organizations DROP COLUMN audit_head')
}
