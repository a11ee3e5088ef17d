import type { Grant } from '../../directory/grant.ts'
import type { ChangeScope } from '../../change/operation-context.ts'
import { writeDerivedGrants } from '../../roles/reconcile-grants.ts'
import { grantKey } from '../../directory/grant.ts'
import { toGrantOf } from './grant-text.ts'
import type { GrantLineTemplate, LineTemplate, StoredLine } from '../../directory/plan.ts'

/** Lines that are written by one round of statements. */
const chunkSize = 5_000

/** Makes the stored grants what the lines say; the brake may keep what they take away. */
export async function writeLines(
  scope: ChangeScope,
  lines: readonly StoredLine[],
  templates: readonly LineTemplate[],
): Promise<void> {
  // The brake chooses among all revocations together, as it did for the plan.
  const size = scope.brake.limits === null ? chunkSize : lines.length
  for (let start = 0; start < lines.length; start += size) {
    const chunk = lines.slice(start, start + size)
    const standing = await readStanding(scope, chunk, templates)
    const put: Grant[] = []
    const deleted: Grant[] = []
    for (const { template, userId } of chunk) {
      const line = templates[template] as GrantLineTemplate
      const place = { userId, since: scope.tx.now }
      if (line.put !== null) {
        const grant = toGrantOf(line.put, place)
        const known = line.stands ? standing.get(grantKey(grant)) : undefined
        put.push(known === undefined ? grant : { ...grant, since: known.since })
      }
      if (line.deleted !== null && !line.stands) deleted.push(toGrantOf(line.deleted, place))
    }
    await writeDerivedGrants(scope, { put, deleted, standing })
  }
}

/** Grants that only get another end or hold keep the time since which they stand. */
async function readStanding(
  { tx }: ChangeScope,
  lines: readonly StoredLine[],
  templates: readonly LineTemplate[],
): Promise<ReadonlyMap<string, Grant>> {
  const userIds = lines
    .filter(({ template }) => (templates[template] as GrantLineTemplate).stands)
    .map(({ userId }) => userId)
  if (userIds.length === 0) return new Map()
  const grants = await tx.grants.list({ userIds: [...new Set(userIds)], source: 'mapping' })
  return new Map(grants.map((grant) => [grantKey(grant), grant]))
}
