import type { Knex } from 'knex'

const rule = 'external-id-shared'
const userValue = JSON.stringify({
  code: rule,
  message: 'Another member has the same externalId: neither can sign in by it until the provider gives each their own',
})
const groupValue = JSON.stringify({
  code: rule,
  message: 'Another group has the same externalId; the provider should give each its own',
})

/** What is odd about groups; and whoever has an `externalId` with another, which only an event told of before. */
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === 'pg' ? 'text COLLATE "C"' : 'text'
  const statements = [
    `CREATE TABLE group_findings (
      organization_id ${text} NOT NULL, group_id ${text} NOT NULL, rule ${text} NOT NULL, value ${text} NOT NULL,
      PRIMARY KEY (organization_id, group_id, rule),
      FOREIGN KEY (organization_id, group_id) REFERENCES groups (organization_id, id) ON DELETE CASCADE)`,
    'CREATE INDEX group_findings_rule ON group_findings (organization_id, rule, group_id)',
    `CREATE INDEX assignments_finding ON assignments (organization_id, rule, user_id) WHERE effect = 'finding'`,
    `INSERT INTO assignments (organization_id, user_id, effect, source, rule, value)
     SELECT organization_id, id, 'finding', 'scim', '${rule}', '${userValue}' FROM ${sharing('users')}`,
    `INSERT INTO group_findings (organization_id, group_id, rule, value)
     SELECT organization_id, id, '${rule}', '${groupValue}' FROM ${sharing('groups')}`,
  ]
  for (const statement of statements) await knex.raw(statement)
}

export async function down(knex: Knex): Promise<void> {
  await knex('assignments').where({ effect: 'finding', source: 'scim', rule }).delete()
  await knex.raw('DROP INDEX assignments_finding')
  await knex.schema.dropTable('group_findings')
}

function sharing(table: 'users' | 'groups'): string {
  return `${table} r WHERE EXISTS (SELECT 1 FROM ${table} o
    WHERE o.organization_id = r.organization_id AND o.external_id = r.external_id AND o.id <> r.id)`
}
