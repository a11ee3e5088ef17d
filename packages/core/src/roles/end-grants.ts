import type { ChangeScope } from '../change/operation-context.ts'
import type { Grant } from '../directory/grant.ts'
import { dissolveEmptied } from './hold/brake-hold.ts'
import { writeGrants } from './write-grants.ts'

/** Tells that the time of these grants is over, and lets the owner guard judge it. */
export async function endGrants(scope: ChangeScope, ended: readonly Grant[]): Promise<void> {
  await writeGrants(scope, { put: [], deleted: ended })
  await dissolveEmptied(scope, ended)
}
