import { allowedBy, beyond, countsForBrake, splitByBrake } from '../../directory/brake.ts'
import { grantKey } from '../../directory/grant.ts'
import type { DirectoryComparison } from './compare-directory.ts'
import { toGrantOf } from './grant-text.ts'
import type { Assignment } from '../../plugin/assignment.ts'
import { assignmentKey } from '../../roles/wanted-statements.ts'
import type { EffectLineTemplate, GrantLineTemplate, LineTemplate, StoredLine } from '../../directory/plan.ts'

const hour = 60 * 60 * 1_000

/** The lines with those revocations as `held` that the brake would let wait; adds their templates. */
export async function holdBraked(
  { circumstances: { now }, limits, reader }: Pick<DirectoryComparison, 'circumstances' | 'limits' | 'reader'>,
  lines: readonly StoredLine[],
  templates: LineTemplate[],
): Promise<readonly StoredLine[]> {
  if (limits === null) return lines
  const deleted = lines.flatMap((line) => deletedBy(line, templates))
  const state = {
    revoked: await reader.revocations.count(new Date(Date.parse(now) - hour).toISOString()),
    derived: await reader.grants.countDerived(),
  }
  const split = splitByBrake(deleted, state, limits, now)
  const held = new Set(split.held.map(grantKey))
  const through = deleted.filter((grant) => countsForBrake(grant, now)).length - held.size
  const allowed = allowedBy(state.derived + state.revoked, state.revoked + through, limits)
  const lost = lines.flatMap((line) => lostBy(line, templates))
  const heldEffects = new Set(beyond(lost, assignmentKey, allowed).map(assignmentKey))
  const numbers = new Map<number, number>()
  return lines.map((line) => {
    const [effect] = lostBy(line, templates)
    if (effect !== undefined && heldEffects.has(assignmentKey(effect)))
      return { ...line, template: toHeld(line.template, templates, numbers) }
    const [grant] = deletedBy(line, templates)
    if (grant === undefined || templates[line.template]?.kind !== 'removes' || !held.has(grantKey(grant))) return line
    return { ...line, template: toHeld(line.template, templates, numbers) }
  })
}

function lostBy({ template, userId: subject }: StoredLine, templates: readonly LineTemplate[]): readonly Assignment[] {
  const line = templates[template] as LineTemplate
  return line.kind === 'effects' && line.lost && line.deleted !== null ? [{ ...line.deleted, subject }] : []
}

function deletedBy({ template, userId }: StoredLine, templates: readonly LineTemplate[]) {
  const line = templates[template] as LineTemplate
  if (line.kind === 'failed' || line.kind === 'effects') return []
  const { deleted, stands } = line
  return deleted === null || stands ? [] : [toGrantOf(deleted, { userId, since: '' })]
}

function toHeld(number: number, templates: LineTemplate[], numbers: Map<number, number>): number {
  const known = numbers.get(number)
  if (known !== undefined) return known
  const template = templates[number] as GrantLineTemplate | EffectLineTemplate
  const reason = `${template.reason}; stays in force until an owner decides, for the limits of the mapping`
  numbers.set(number, templates.length)
  if (template.kind === 'effects') templates.push({ ...template, change: 'held', reason })
  else templates.push({ ...template, kind: 'held', state: 'retained', reason })
  return templates.length - 1
}
