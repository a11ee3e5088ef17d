import type { Knex } from 'knex'

/** Who gets to know of events, how far that is, and what of it is to be tried again. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `CREATE TABLE subscriptions (
      organization_id ${text} NOT NULL, id ${text} NOT NULL, kind ${text} NOT NULL, definition ${text} NOT NULL,
      state ${text} NOT NULL, off_reason ${text}, created ${text} NOT NULL,
      cursor_revision bigint NOT NULL, cursor_idx integer NOT NULL, failures integer NOT NULL, failing_since ${text},
      blocked smallint NOT NULL, wake_at ${text}, last_error ${text}, delivered_at ${text}, claim ${text}, claimed_until ${text},
      PRIMARY KEY (organization_id, id), FOREIGN KEY (organization_id) REFERENCES organizations (id))`,
    'CREATE INDEX subscriptions_state ON subscriptions (state, organization_id)',
    `CREATE TABLE deliveries (
      organization_id ${text} NOT NULL, subscription_id ${text} NOT NULL, revision bigint NOT NULL, idx integer NOT NULL,
      lane ${text} NOT NULL, state ${text} NOT NULL, attempts integer NOT NULL, failed_at ${text}, due_at ${text} NOT NULL,
      error ${text}, PRIMARY KEY (organization_id, subscription_id, revision, idx),
      FOREIGN KEY (organization_id, subscription_id) REFERENCES subscriptions (organization_id, id) ON DELETE CASCADE)`,
    'CREATE INDEX deliveries_event ON deliveries (organization_id, revision, idx, subscription_id)',
    'CREATE INDEX deliveries_state ON deliveries (organization_id, subscription_id, state, revision, idx)',
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('deliveries')
  await knex.schema.dropTable('subscriptions')
}
