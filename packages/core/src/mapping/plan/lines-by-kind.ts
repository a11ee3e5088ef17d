import type { LineTemplate, PlanSummary, StoredLine } from '../../directory/plan.ts'

/** The lines of a difference by kind. */
export type LinesByKind = Readonly<Record<LineTemplate['kind'], readonly StoredLine[]>>

export function groupLines(lines: readonly StoredLine[], templates: readonly LineTemplate[]): LinesByKind {
  const groups: Record<LineTemplate['kind'], StoredLine[]> = {
    adds: [],
    removes: [],
    changes: [],
    held: [],
    effects: [],
    failed: [],
  }
  for (const line of lines) groups[(templates[line.template] as LineTemplate).kind].push(line)
  return groups
}

export function summarize({ adds, changes, effects, failed, held, removes }: LinesByKind): PlanSummary {
  const people = new Set<string>()
  for (const lines of [adds, removes, changes, held, effects]) for (const { userId } of lines) people.add(userId)
  return {
    people: people.size,
    adds: adds.length,
    removes: removes.length,
    changes: changes.length,
    held: held.length,
    effects: effects.length,
    failed: failed.length,
  }
}
