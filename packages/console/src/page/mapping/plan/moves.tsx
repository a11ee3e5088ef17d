import type { PlanPerson } from '../../../api/types.ts'
import { scopeName } from '../../../component/scope-name.ts'
import { toMoves, type Move } from './to-moves.ts'

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
  const where = <span class="muted">{`in ${scopeName(scope)}`}</span>
  if (kind === 'moves')
    return (
      <>
        <Roles names={from} class="loss" />
        <span aria-hidden="true"> → </span>
        <span class="visually-hidden"> becomes </span>
        <Roles names={to} class="gain" /> {where}
      </>
    )
  if (kind === 'loses')
    return (
      <>
        loses <Roles names={from} class="loss" /> {where}
      </>
    )
  if (kind === 'held')
    return (
      <>
        keeps <Roles names={from} class="held" /> {where} until an owner decides
      </>
    )
  if (kind === 'waits')
    return (
      <>
        <Roles names={to} class="held" /> {where} waits
      </>
    )
  return (
    <>
      {kind === 'gains' ? 'gains' : 'keeps'} <Roles names={to} class={kind === 'gains' ? 'gain' : ''} /> {where}
      {kind === 'stays' && ', for another reason'}
    </>
  )
}

function Roles({ names, class: tone }: { names: readonly string[]; class: string }) {
  return <strong class={tone}>{names.join(', ')}</strong>
}
