import type { ChangeScope } from '../change/operation-context.ts'

/** One job for each instant at which something ends: a role, or what a plugin gives. */
export async function scheduleEnds(
  { tx }: ChangeScope,
  put: readonly { readonly expiresAt?: string | null }[],
): Promise<void> {
  const instants = new Set(put.flatMap(({ expiresAt }) => expiresAt ?? []))
  if (instants.size === 0) return
  await tx.jobs.schedule([...instants].map((instant) => ({ kind: 'expire-grants', subject: instant, dueAt: instant })))
}
