import type { Tables } from '../tables.ts'

/** Takes away those of these accounts that nobody has any more, in whatever organization. */
export function dropAccounts({ accounts, users }: Tables, ids: readonly string[]): void {
  const had = new Set(users.all().map(({ accountId }) => accountId))
  for (const { emailKey, id } of accounts.rows('')) if (ids.includes(id) && !had.has(id)) accounts.delete('', emailKey)
}
