import { number } from '../../../component/count.ts'
import type { PlanProgress as Progress } from './make-plan.ts'

/** How far a plan is that is being made; seen only when that takes a while. */
export function PlanProgress({ progress: { done, total } }: { progress: Progress }) {
  const said = total === 0 ? 'Looking at everybody' : `${number(done)} of ${number(total)} people looked at`
  return (
    <div class="plan-progress" role="status">
      <progress aria-label="How far the plan is" {...(total > 0 && { max: total, value: done })} />
      <p class="hint">{said}</p>
    </div>
  )
}
