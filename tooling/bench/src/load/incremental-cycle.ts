import type { Directory } from '@rolecall/idp-simulator/directory'

import type { Tenant } from '../client/tenant.ts'
import { expectEqual } from '../expect-status.ts'
import { runConcurrently } from '../run-concurrently.ts'
import type { Provisioned } from './initial-cycle.ts'

const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const department = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'

/** So many people are read again in the end. */
const readAgain = 20

/**
 * Entra's later cycles: of everybody two attributes have changed, which it looks up and replaces; of each group one member leaves, and comes
 * again.
 */
export async function runIncrementalCycle(
  tenant: Tenant,
  directory: Directory,
  { groups, users }: Provisioned,
  concurrency: number,
): Promise<void> {
  await runConcurrently(concurrency, directory.users, async ({ objectId, userPrincipalName }, index) => {
    const filter = encodeURIComponent(`userName eq "${userPrincipalName}"`)
    await tenant.scim('GET', `/Users?filter=${filter}`, 200)
    await tenant.scim('PATCH', `/Users/${users.get(objectId)}`, 200, {
      schemas: [patchOp],
      Operations: [
        { op: 'Replace', path: 'title', value: titleOf(index) },
        { op: 'Replace', path: department, value: `Department ${index % 20}` },
      ],
    })
  })
  await runConcurrently(concurrency, directory.groups, async ({ members, objectId }) => {
    const path = `/Groups/${groups.get(objectId)}`
    const [member = ''] = members
    for (const op of ['Remove', 'Add']) {
      await tenant.scim('GET', `${path}?excludedAttributes=members`, 200)
      const value = [{ value: users.get(member) }]
      await tenant.scim('PATCH', path, 204, { schemas: [patchOp], Operations: [{ op, path: 'members', value }] })
    }
  })
}

/** That people are called what they were called last; members are those of the beginning. */
export async function checkTitles({ scim }: Tenant, directory: Directory, { users }: Provisioned): Promise<void> {
  for (const [index, { objectId }] of directory.users.slice(0, readAgain).entries()) {
    const { title } = (await scim('GET', `/Users/${users.get(objectId)}`, 200)) as { title?: string }
    expectEqual(`title of ${objectId}`, title, titleOf(index))
  }
}

function titleOf(index: number): string {
  return `Title ${index}`
}
