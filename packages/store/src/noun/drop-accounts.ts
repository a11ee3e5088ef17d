import type { WritingStatements } from '../sql/statements.ts'

/**
 * Takes away those of these accounts that nobody has any more, in whatever organization: an address is not kept longer than somebody
 * who has it. Whoever makes a user of one in the same moment is refused by the key between them, and tries again.
 */
export async function dropAccounts(statements: WritingStatements, ids: readonly string[]): Promise<void> {
  const { dialect } = statements
  await statements.write(
    `DELETE FROM accounts WHERE ${dialect.isIn('id')} AND NOT EXISTS (SELECT 1 FROM users u WHERE u.account_id = accounts.id)`,
    [dialect.list(ids)],
  )
}
