import { splitByBrake } from '../../directory/brake.ts'
import { grantKey } from '../../directory/grant.ts'
import type { DirectoryComparison } from './compare-directory.ts'
import { toGrantOf } from './grant-text.ts'
import type { GrantLineTemplate, LineTemplate, StoredLine } from '../../directory/plan.ts'

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
  const held = new Set(splitByBrake(deleted, state, limits, now).held.map(grantKey))
  const numbers = new Map<number, number>()
  return lines.map((line) => {
    const [grant] = deletedBy(line, templates)
    if (grant === undefined || templates[line.template]?.kind !== 'removes' || !held.has(grantKey(grant))) return line
    return { ...line, template: toHeld(line.template, templates, numbers) }
  })
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
  const template = templates[number] as GrantLineTemplate
  const reason = `${template.reason}; stays in force until an owner decides, for the limits of the mapping`
  numbers.set(number, templates.length)
  templates.push({ ...template, kind: 'held', state: 'retained', reason })
  return templates.length - 1
}
