import type { PlanPerson } from '../../../api/types.ts'
import { scopeName } from '../../../text/scope-name.ts'
import { toMoves, type Move } from './to-moves.ts'
import { planText as text } from '../../../text/plan-text.tsx'

/** What a plan does to one person, a line for each place. */
export function Moves({ lines }: Pick<PlanPerson, 'lines'>) {
  return (
    <ul class="moves">
      {toMoves(lines).map((move) => (
        <li key={`${move.scope} ${move.kind}`} class={move.kind}>
          <p>
            <Said move={move} />
          </p>
          {move.reasons.map((reason) => (
            <span key={reason} class="note">
              {reason}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

function Said({ move: { from, kind, scope, to } }: { move: Move }) {
  const where = <span class="muted">{text.in(scopeName(scope))}</span>
  if (kind === 'moves')
    return (
      <>
        <Roles names={from} class="loss" />
        <span aria-hidden="true"> → </span>
        <span class="visually-hidden"> {text.becomes} </span>
        <Roles names={to} class="gain" /> {where}
      </>
    )
  if (kind === 'loses') return <>{text.loses(<Roles names={from} class="loss" />, where)}</>
  if (kind === 'held') return <>{text.keepsUntilAnOwner(<Roles names={from} class="held" />, where)}</>
  if (kind === 'waits') return <>{text.waits(<Roles names={to} class="held" />, where)}</>
  return (
    <>
      {kind === 'gains' ? text.gains : text.keeps} <Roles names={to} class={kind === 'gains' ? 'gain' : ''} /> {where}
      {kind === 'stays' && text.forAnotherReasonAfter}
    </>
  )
}

function Roles({ names, class: tone }: { names: readonly string[]; class: string }) {
  return <strong class={tone}>{names.join(', ')}</strong>
}
