import type { Knex } from 'knex'

/**
 * Grants of a team are counted in an index alone. An index of few grants holds the order in which they are listed:
 * SQLite would rather read every grant in that order than look up a few and sort them.
 */
export async function up(knex: Knex): Promise<void> {
  const order = 'user_id, scope, role, source, rule_id'
  await run(knex, [
    'DROP INDEX grants_scope',
    'CREATE INDEX grants_scope ON grants (organization_id, scope, role, user_id)',
    'DROP INDEX grants_hold',
    `CREATE INDEX grants_hold ON grants (organization_id, hold_id, ${order}, group_id) WHERE hold_id IS NOT NULL`,
    `CREATE INDEX grants_withheld ON grants (organization_id, group_id, ${order}) WHERE hold IS NOT NULL`,
  ])
}

export async function down(knex: Knex): Promise<void> {
  await run(knex, [
    'DROP INDEX grants_withheld',
    'DROP INDEX grants_hold',
    'CREATE INDEX grants_hold ON grants (organization_id, hold_id) WHERE hold_id IS NOT NULL',
    'DROP INDEX grants_scope',
    'CREATE INDEX grants_scope ON grants (organization_id, scope, role)',
  ])
}

async function run(knex: Knex, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await knex.raw(statement)
}
