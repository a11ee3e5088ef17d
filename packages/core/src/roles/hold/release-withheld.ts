import { grantKey } from '../../directory/grant.ts'
import type { ChangeScope } from '../../change/change-scope.ts'
import { writeGrants } from '../write-grants.ts'

/** Puts in force what was withheld of a group; whoever decides its members next withholds what still is to be. */
export async function releaseWithheld(scope: ChangeScope, groupId: string): Promise<void> {
  const withheld = await scope.tx.grants.list({ withheldOf: groupId })
  if (withheld.length === 0) return
  await writeGrants(scope, {
    put: withheld.map((grant) => ({ ...grant, hold: null })),
    deleted: [],
    standing: new Map(withheld.map((grant) => [grantKey(grant), grant])),
  })
}
