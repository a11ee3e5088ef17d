import type { ChangeScope } from '../../change/operation-context.ts'
import type { EffectLineTemplate, LineTemplate, StoredLine } from '../../directory/plan.ts'
import type { Assignment } from '../../plugin/assignment.ts'
import { writeStatements } from '../../roles/write-statements.ts'
import { applyDifference, assignmentKey } from '../../roles/wanted-statements.ts'

/** Lines that are written by one round of statements: all of one person together. */
const chunkSize = 5_000

/** Makes what is stored beside roles what the lines say. */
export async function writeEffects(
  scope: ChangeScope,
  lines: readonly StoredLine[],
  templates: readonly LineTemplate[],
): Promise<void> {
  const sorted = lines.toSorted((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0))
  for (let start = 0; start < sorted.length;) {
    // The brake chooses among all together, as it did for the plan.
    const size = scope.brake.limits === null ? chunkSize : sorted.length
    let end = Math.min(start + size, sorted.length)
    while (end < sorted.length && sorted[end]?.userId === sorted[end - 1]?.userId) end += 1
    await writeChunk(scope, sorted.slice(start, end), templates)
    start = end
  }
}

async function writeChunk(
  scope: ChangeScope,
  lines: readonly StoredLine[],
  templates: readonly LineTemplate[],
): Promise<void> {
  const put: Assignment[] = []
  const deleted: Assignment[] = []
  for (const { template, userId: subject } of lines) {
    const line = templates[template] as EffectLineTemplate
    if (line.put !== null) put.push({ ...line.put, subject })
    if (line.deleted !== null) deleted.push({ ...line.deleted, subject })
  }
  const kept = new Set(put.map(assignmentKey))
  const stored = await scope.tx.assignments.list([...new Set(lines.map(({ userId }) => userId))])
  const difference = { put, deleted: deleted.filter((one) => !kept.has(assignmentKey(one))) }
  await writeStatements(scope, stored, { ...difference, after: applyDifference(stored, difference) }, 'read')
}
