import type { ChangeScope } from '../change/operation-context.ts'
import { externalIdShared as code } from '../directory/finding.ts'
import type { ResourceTypeName } from '../plugin/hook-points.ts'
import type { StoreReader } from '../store.ts'
import { clearFinding, raiseFinding, type Finding } from '../roles/raise-finding.ts'

interface Holder {
  readonly id: string
  readonly externalId: string | null
}

const findings: Readonly<Record<ResourceTypeName, Finding>> = {
  User: {
    code,
    message:
      'Another member has the same externalId: neither can sign in by it until the provider gives each their own',
  },
  Group: { code, message: 'Another group has the same externalId; the provider should give each its own' },
}

/**
 * `externalId` is the client's and no key (RFC 7643 §3.1): what several have is stored, and each of them is told of. Called
 * after the write, with the resource as it was and as it is; `null` for none.
 */
export async function compareExternalIds(
  scope: ChangeScope,
  type: ResourceTypeName,
  before: Holder | null,
  after: Holder | null,
): Promise<void> {
  const left = before?.externalId ?? null
  const joined = after?.externalId ?? null
  if (left === joined) return
  const others = after === null ? [] : await holdersOf(scope.tx, type, joined, after.id)
  const former = await holdersOf(scope.tx, type, left, before?.id)
  if (after !== null && others.length > 0) await noticeSharers(scope, type, after.id, others)
  else if (after !== null && former.length > 0) await clearFinding(scope, { type, id: after.id }, code)
  const [last, second] = former
  if (last !== undefined && second === undefined) await clearFinding(scope, { type, id: last }, code)
}

/** A resource has an `externalId` that `others` have, too: all of them, or two. */
export async function noticeSharers(
  scope: ChangeScope,
  type: ResourceTypeName,
  id: string,
  others: readonly string[],
): Promise<void> {
  const [other, second] = others
  if (other === undefined) return
  await raiseFinding(scope, { type, id }, findings[type])
  // Where there are two already, they have been told of.
  if (second === undefined) await raiseFinding(scope, { type, id: other }, findings[type])
}

/** Others who have this `externalId`; two say all that one needs to know. */
export async function holdersOf(
  reader: StoreReader,
  type: ResourceTypeName,
  externalId: string | null,
  except?: string,
): Promise<readonly string[]> {
  if (externalId === null) return []
  const found = await (type === 'User' ? reader.users : reader.groups).findByExternalId(externalId, 3)
  return found.map(({ id }) => id).filter((id) => id !== except)
}
