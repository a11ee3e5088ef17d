import type { PlanProgress as Progress } from './make-plan.ts'
import { planText as text } from '../../../text/plan-text.tsx'

/** How far a plan is that is being made; seen only when that takes a while. */
export function PlanProgress({ progress: { done, total } }: { progress: Progress }) {
  const said = total === 0 ? text.lookingAtEverybody : text.ofPeopleLookedAt(done, total)
  return (
    <div class="plan-progress" role="status">
      <progress aria-label={text.howFarThePlan} {...(total > 0 && { max: total, value: done })} />
      <p class="hint">{said}</p>
    </div>
  )
}
