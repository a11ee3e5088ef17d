import type { TransactionContext } from '@rolecall/core/plugin/contexts'
import type { IncomingUser } from '@rolecall/core/plugin/hook-points'

/**
 * Says that an incoming user is the one who has its `externalId`: the provider renamed a person and
 * creates them anew. Only where the organization allows renames, and only if exactly one user has it;
 * otherwise core answers 409 `uniqueness`.
 */
export async function linkByExternalId(
  { externalId }: IncomingUser,
  { userNameMutable, reader }: TransactionContext,
): Promise<{ readonly userId: string } | undefined> {
  if (!userNameMutable || externalId === null) return undefined
  const [user, other] = await reader.findUsersByExternalId(externalId)
  return user !== undefined && other === undefined ? { userId: user.id } : undefined
}
