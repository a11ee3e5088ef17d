import { guardOwnerChange } from '../../roles/owner-guard.ts'
import { grantKey } from '../../directory/grant.ts'
import { ConflictError } from '../../errors.ts'
import type { StoreReader } from '../../store.ts'
import { isOrganizationOwner, listOwners } from '../../roles/guard-owners.ts'
import { toGrantOf } from './grant-text.ts'
import type { LinesByKind } from './lines-by-kind.ts'
import type { GrantLineTemplate, LineTemplate, PlanObstacle } from '../../directory/plan.ts'

/** What the owner guard would say to an apply of these lines. */
export async function findOwnerObstacle(
  reader: StoreReader,
  { adds, changes, removes }: LinesByKind,
  templates: readonly LineTemplate[],
  now: string,
): Promise<PlanObstacle | null> {
  const before = await listOwners(reader)
  const after = new Map(before.map((owner) => [grantKey(owner.grant), owner]))
  for (const { template, userId } of [...removes, ...changes, ...adds]) {
    const { deleted, memberActive, put } = templates[template] as GrantLineTemplate
    if (deleted !== null && isOrganizationOwner(deleted)) after.delete(keyOf(deleted, userId))
    if (put !== null && isOrganizationOwner(put)) {
      after.set(keyOf(put, userId), { grant: toGrantOf(put, { userId, since: now }), memberActive })
    }
  }
  const active = new Set(before.filter(({ memberActive }) => memberActive).map(({ grant }) => grant.userId))
  try {
    guardOwnerChange({
      before,
      after: [...after.values()],
      isActiveAfter: (userId) => active.has(userId),
      cause: { kind: 'api' },
      now,
    })
    return null
  } catch (error) {
    if (error instanceof ConflictError && error.code === 'LAST_OWNER') {
      return { code: error.code, message: error.message }
    }
    throw error
  }
}

function keyOf(template: Parameters<typeof toGrantOf>[0], userId: string): string {
  return grantKey(toGrantOf(template, { userId, since: '' }))
}
