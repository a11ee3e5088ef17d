import type { GrantLineTemplate, LineTemplate, PlannedRole, PlannedRoles } from '../../directory/plan.ts'
import { grantLineKinds } from '../../directory/plan.ts'
import { compareCodePoints } from '../../scim/compare-code-points.ts'
import type { LinesByKind } from './lines-by-kind.ts'

/** Roles that a plan names, the busiest of all. */
const mostRoles = 200

/** What becomes of each role, the busiest first; `waits` of the added ones are in force only when the team or the role is there. */
export function toPlannedRoles(lines: LinesByKind, templates: readonly LineTemplate[]): PlannedRoles {
  const roles = new Map<string, Counts>()
  for (const kind of grantLineKinds) {
    for (const { template } of lines[kind]) {
      const line = templates[template] as GrantLineTemplate
      const counts = countsOf(roles, line)
      counts[kind] += 1
      if (kind === 'adds' && line.state === 'waiting') counts.waits += 1
    }
  }
  const all = [...roles.values()].sort((a, b) => busy(b) - busy(a) || compareCodePoints(toName(a), toName(b)))
  return {
    total: all.length,
    waits: all.reduce((sum, { waits }) => sum + waits, 0),
    first: all.slice(0, mostRoles),
  }
}

type Counts = { -readonly [Name in keyof PlannedRole]: PlannedRole[Name] }

function countsOf(roles: Map<string, Counts>, { deleted, put }: GrantLineTemplate): Counts {
  const { role = '', scope = 'organization' } = put ?? deleted ?? {}
  const key = `${scope} ${role}`
  const known = roles.get(key)
  if (known !== undefined) return known
  const counts = { scope, role, adds: 0, removes: 0, changes: 0, held: 0, waits: 0 }
  roles.set(key, counts)
  return counts
}

function busy({ adds, changes, held, removes }: PlannedRole): number {
  return adds + removes + held + changes
}

function toName({ role, scope }: PlannedRole): string {
  return `${scope} ${role}`
}
