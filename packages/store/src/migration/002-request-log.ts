import type { Knex } from 'knex'

/**
 * The provisioning log: newest first by (time, id), with an index for each filter that has to find a
 * few among many. Neither table refers to another: what is logged must not wait for the row of an
 * organization that is being written. Counts by hour are kept apart, so that a ratio over a day does not
 * read a day of requests.
 */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `CREATE TABLE request_log (
      organization_id ${text} NOT NULL, time ${text} NOT NULL, id ${text} NOT NULL, request_id ${text} NOT NULL,
      method ${text} NOT NULL, path ${text} NOT NULL, status integer NOT NULL, outcome ${text} NOT NULL,
      duration_us bigint NOT NULL, key_id ${text} NOT NULL, provider ${text}, resource_type ${text},
      resource_id ${text}, scim_type ${text}, detail ${text}, tolerances ${text} NOT NULL, request ${text},
      response ${text}, PRIMARY KEY (organization_id, time, id))`,
    'CREATE UNIQUE INDEX request_log_id ON request_log (organization_id, id)',
    'CREATE INDEX request_log_request_id ON request_log (organization_id, request_id)',
    'CREATE INDEX request_log_resource ON request_log (organization_id, resource_id, time, id)',
    `CREATE INDEX request_log_failures ON request_log (organization_id, outcome, time, id) WHERE outcome <> 'success'`,
    `CREATE TABLE request_counts (
      organization_id ${text} NOT NULL, hour ${text} NOT NULL, kind ${text} NOT NULL, name ${text} NOT NULL,
      requests bigint NOT NULL, PRIMARY KEY (organization_id, hour, kind, name))`,
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('request_counts')
  await knex.schema.dropTable('request_log')
}
