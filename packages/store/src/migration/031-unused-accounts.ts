import type { Knex } from 'knex'

/** An account goes with the last of its users: whether there is another one is asked of an index. Those without any are left over. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE INDEX users_account ON users (account_id)')
  await knex.raw('DELETE FROM accounts WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.account_id = accounts.id)')
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX users_account')
}
