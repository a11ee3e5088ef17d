import { grantKey, isOver } from '../../directory/grant.ts'
import type { ChangeScope } from '../../change/operation-context.ts'
import { writeGrants } from '../write-grants.ts'

/** Puts in force what was withheld of a group and is not over; whoever decides its members next withholds what still is to be. */
export async function releaseWithheld(scope: ChangeScope, groupId: string): Promise<void> {
  const { grants, now } = scope.tx
  const held = await grants.list({ withheldOf: groupId })
  const withheld = held.filter((grant) => !isOver(grant, now))
  await writeGrants(scope, {
    put: withheld.map((grant) => ({ ...grant, hold: null })),
    deleted: held.filter((grant) => isOver(grant, now)),
    standing: new Map(withheld.map((grant) => [grantKey(grant), grant])),
  })
}
