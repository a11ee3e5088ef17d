import { useState } from 'preact/hooks'

import type { Plan, PlannedRole } from '../../../api/types.ts'
import { number } from '../../../text/count.ts'
import { scopeName } from '../../../text/scope-name.ts'
import { Bar } from './plan-bars.tsx'
import { PlanPeople } from './plan-people.tsx'
import { planText as text } from '../../../text/plan-text.tsx'

/** What becomes of each role, and of whom when one opens it. */
export function PlanRoles({ plan }: { plan: Plan }) {
  const roles = plan.roles
  if (roles === null) return <p class="muted">{text.thisPlanWasMade}</p>
  const most = Math.max(...roles.first.map(totalOf))
  return (
    <>
      <ul class="plan-roles">
        {roles.first.map((role) => (
          <RoleItem key={`${role.scope} ${role.role}`} plan={plan} role={role} most={most} />
        ))}
      </ul>
      {roles.first.length < roles.total && <p class="muted">{text.andMoreOfFewer(roles.total - roles.first.length)}</p>}
    </>
  )
}

function RoleItem({ most, plan, role }: { most: number; plan: Plan; role: PlannedRole }) {
  const [open, setOpen] = useState(false)
  const gained = role.adds - role.waits
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span>
            <strong>{role.role}</strong> <span class="muted">{text.of(scopeName(role.scope))}</span>
          </span>
          <span class="role-counts">{describe(role)}</span>
          <span class="stacked">
            {gained > 0 && <Bar tone="good" share={gained / most} />}
            {role.removes > 0 && <Bar tone="bad" share={role.removes / most} />}
            {role.waits + role.held > 0 && <Bar tone="warn" share={(role.waits + role.held) / most} />}
            {role.changes > 0 && <Bar tone="plain" share={role.changes / most} />}
          </span>
        </summary>
        {open && <PlanPeople plan={plan} role={role} />}
      </details>
    </li>
  )
}

function totalOf({ adds, changes, held, removes }: PlannedRole): number {
  return adds + removes + held + changes
}

function describe({ adds, changes, held, removes, waits }: PlannedRole): string {
  const parts = [
    [adds - waits, 'gained'],
    [removes, 'lost'],
    [waits, 'waiting'],
    [held, text.heldBack],
    [changes, text.forAnotherReason],
  ] as const
  return parts.flatMap(([value, word]) => (value > 0 ? [`${number(value)} ${word}`] : [])).join(', ')
}
