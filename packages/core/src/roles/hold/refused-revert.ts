import type { ChangeScope } from '../../change/operation-context.ts'
import type { Hold } from '../../directory/hold.ts'
import { revertJob } from '../../directory/job.ts'
import { openHoldOnce } from './open-hold.ts'

const kind = 'revert-refused'

/** The topic and the subject of the hold about a version that can't go back. */
export function refusedRevert(version: number): Required<Pick<Hold, 'kind' | 'subject' | 'topic'>> {
  return { kind, subject: `mapping/${version}`, topic: JSON.stringify([version]) }
}

/**
 * A version that nobody has confirmed can't go back to the last confirmed one, because that is refused today: an owner says
 * what is to be done.
 */
export async function openRefusedRevert(
  scope: ChangeScope,
  { refusal, to, version }: { readonly version: number; readonly to: number; readonly refusal: string },
): Promise<void> {
  await openHoldOnce(scope, {
    ...refusedRevert(version),
    reason: `Version ${version} of the mapping was not confirmed in time, and version ${to}, to which it goes back, is refused today: ${refusal}. Approve to go back to it all the same; reject to keep version ${version}`,
    detail: { version, to },
    expiresAt: null,
  })
}

/** Goes back all the same, as due work: everybody is decided. */
export async function approveRevert({ tx }: ChangeScope, { detail }: Hold): Promise<void> {
  await tx.jobs.schedule([{ kind: revertJob, subject: String(detail['version']), dueAt: tx.now }])
}

/** Keeps the version that was on trial. */
export async function rejectRevert({ record, tx }: ChangeScope, { detail }: Hold): Promise<void> {
  const version = Number(detail['version'])
  await tx.mappings.confirm(version)
  record('MappingConfirmed', `mapping/${version}`, { version })
}
