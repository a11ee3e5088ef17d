import type { Knex } from 'knex'

/**
 * Plans of a mapping, and what a version says of itself beside its text. The lines of a plan are kept a
 * thousand to a row, each a few numbers: what many lines have in common stands once in the result.
 */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `CREATE TABLE plans (
      organization_id ${text} NOT NULL REFERENCES organizations (id), id ${text} NOT NULL, state ${text} NOT NULL,
      created ${text} NOT NULL, expires_at ${text} NOT NULL, text ${text} NOT NULL, format ${text} NOT NULL,
      rollback_to bigint, done bigint NOT NULL DEFAULT 0, total bigint NOT NULL DEFAULT 0, result ${text},
      failure ${text}, PRIMARY KEY (organization_id, id))`,
    `CREATE TABLE plan_lines (
      organization_id ${text} NOT NULL, plan_id ${text} NOT NULL, kind ${text} NOT NULL, chunk integer NOT NULL,
      lines ${text} NOT NULL, PRIMARY KEY (organization_id, plan_id, kind, chunk),
      FOREIGN KEY (organization_id, plan_id) REFERENCES plans (organization_id, id) ON DELETE CASCADE)`,
    'ALTER TABLE mapping_versions ADD COLUMN rollback_to bigint',
    `ALTER TABLE mapping_versions ADD COLUMN confirm_by ${text}`,
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  const statements = [
    'ALTER TABLE mapping_versions DROP COLUMN confirm_by',
    'ALTER TABLE mapping_versions DROP COLUMN rollback_to',
    'DROP TABLE plan_lines',
    'DROP TABLE plans',
  ]
  for (const statement of statements) await knex.raw(statement)
}
