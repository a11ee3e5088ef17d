import { isOver } from '../../directory/grant.ts'
import { ConflictError } from '../../errors.ts'
import type { StoreReader } from '../../store.ts'
import { comparePeople, type DirectoryComparison } from './compare-directory.ts'
import { groupOfBinding, planBindings } from './plan-bindings.ts'
import {
  planLineKinds,
  type EffectLineTemplate,
  type GrantLineTemplate,
  type LineTemplate,
  type PlanResult,
  type StoredLine,
} from '../../directory/plan.ts'
import { findTouchedPeople } from '../../roles/touched-people.ts'

/** The lines of a plan as they are to be applied now. */
export interface RefreshedPlan {
  readonly lines: readonly StoredLine[]
  readonly templates: readonly LineTemplate[]
}

/** Whether somebody has looked at the lines: then none of them may have changed. */
export type Review = 'reviewed' | 'unreviewed'

/** Reads the lines of a plan, which never change: hundreds of thousands are read before a transaction rather than in it. */
export async function readStoredPlan(reader: StoreReader, planId: string): Promise<readonly StoredLine[]> {
  const lines: StoredLine[] = []
  for (const kind of planLineKinds) for (const line of await readAll(reader, planId, kind)) lines.push(line)
  return lines
}

/**
 * Decides again the people whom something since the plan concerns, and nobody else: a fact, or the end of a role that a
 * line gives or takes. Throws ConflictError (PLAN_STALE) where a reviewed line no longer holds; one whose role has ended
 * is dropped, and what the provider has added since is applied beside it.
 */
export async function refreshPlan(
  comparison: DirectoryComparison,
  stored: readonly StoredLine[],
  result: PlanResult,
  review: Review,
): Promise<RefreshedPlan> {
  const { circumstances, reader } = comparison
  const touched = new Set(await touchedSince(reader, result.factRevision))
  for (const id of holdersOfEnded(stored, result.templates, circumstances.now)) touched.add(id)
  const bindings = await planBindings(reader, comparison.mapping)
  for (const id of await membersOf(reader, differing(result.bindings, bindings.text))) touched.add(id)
  if (touched.size === 0) return { lines: stored, templates: result.templates }
  const fresh = await comparePeople(comparison, [...touched])
  if (review === 'reviewed') checkReviewed(stored, result.templates, fresh, touched, circumstances.now)
  const offset = result.templates.length
  return {
    lines: [
      ...stored.filter(({ userId }) => !touched.has(userId)),
      ...fresh.lines.map((line) => ({ ...line, template: line.template + offset })),
    ],
    templates: [...result.templates, ...fresh.templates],
  }
}

/** Throws ConflictError where the meaning of roles has changed, or more than can be decided again at once. */
async function touchedSince(reader: StoreReader, revision: number): Promise<ReadonlySet<string>> {
  const touched = await findTouchedPeople(reader, revision)
  if (touched.kind === 'people') return touched.ids
  throw new ConflictError('PLAN_STALE', `${touched.reason} since the plan was made; make a new plan`)
}

function readAll(reader: StoreReader, planId: string, kind: Parameters<StoreReader['plans']['listLines']>[1]) {
  return reader.plans.listLines(planId, kind, 0, Number.MAX_SAFE_INTEGER)
}

function checkReviewed(
  stored: readonly StoredLine[],
  templates: readonly LineTemplate[],
  fresh: Pick<RefreshedPlan, 'lines' | 'templates'>,
  touched: ReadonlySet<string>,
  now: string,
): void {
  const holding = new Set(fresh.lines.map((line) => contentOf(line, fresh.templates, now)))
  const gone = stored.find((line) => {
    const template = templates[line.template] as LineTemplate
    // That a rule could not be decided is nothing that anybody has agreed to.
    if (!touched.has(line.userId) || template.kind === 'failed' || isEnded(template, now)) return false
    return !holding.has(contentOf(line, templates, now))
  })
  if (gone === undefined) return
  throw new ConflictError(
    'PLAN_STALE',
    `What the plan says of ${gone.userName} no longer holds, for the directory has changed since; make a new plan`,
  )
}

/** What a reviewer has agreed to: who gets and who loses what, as far as it is not over. */
function contentOf({ template, userId }: StoredLine, templates: readonly LineTemplate[], now: string): string {
  const line = templates[template] as GrantLineTemplate | EffectLineTemplate
  const { deleted, put } = line
  return JSON.stringify([userId, put, deleted !== null && isOver(deleted, now) ? null : deleted])
}

/** Whether a line gives, or takes away, what has ended: there is nothing left of it to do. */
function isEnded(line: LineTemplate, now: string): boolean {
  const given = line.kind === 'failed' ? null : (line.put ?? line.deleted)
  return given !== null && isOver(given, now)
}

function holdersOfEnded(
  lines: readonly StoredLine[],
  templates: readonly LineTemplate[],
  now: string,
): readonly string[] {
  const ended = templates.map((template) => isEnded(template, now))
  return lines.filter(({ template }) => ended[template]).map(({ userId }) => userId)
}

/** The groups of names that are bound otherwise than the plan says. */
function differing(planned: readonly string[], now: readonly string[]): readonly string[] {
  const before = new Set(planned)
  const after = new Set(now)
  const changed = [...planned.filter((text) => !after.has(text)), ...now.filter((text) => !before.has(text))]
  return [...new Set(changed.map(groupOfBinding))]
}

async function membersOf(reader: StoreReader, groupIds: readonly string[]): Promise<readonly string[]> {
  return groupIds.length === 0 ? [] : reader.members.listUserIds(groupIds)
}
