import type { Plan } from '../../../api/types.ts'
import { number } from '../../../text/count.ts'
import { planText as text } from '../../../text/plan-text.tsx'

/** How many roles come, go, wait and stay, as bars beside each other. */
export function PlanBars({ plan: { roles, summary } }: { plan: Plan }) {
  const waits = roles?.waits ?? 0
  const bars = [
    ['gained', 'good', summary.adds - waits],
    ['lost', 'bad', summary.removes],
    [text.waitingForATeam, 'warn', waits],
    [text.heldBackUntilAnOwner, 'warn', summary.held],
    [text.keptForAnotherReason, 'plain', summary.changes],
  ] as const
  const shown = bars.filter(([, , value]) => value > 0)
  if (shown.length === 0)
    return <p>{text.nobodyGainsOrLoses(summary.effects > 0 && text.somethingBesideRolesChanges)}</p>
  const most = Math.max(...shown.map(([, , value]) => value))
  return (
    <>
      <p>{text.itTouchesRoles(summary.people)}</p>
      <ul class="bars">
        {shown.map(([title, tone, value]) => (
          <li key={title}>
            <span>{`${number(value)} ${title}`}</span>
            <Bar tone={tone} share={value / most} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** A bar as long as its share; what it says stands beside it. */
export function Bar({ share, tone }: { share: number; tone: 'good' | 'bad' | 'warn' | 'plain' }) {
  return <span aria-hidden="true" class={`bar ${tone}`} style={{ inlineSize: `${Math.max(share * 100, 1)}%` }} />
}
