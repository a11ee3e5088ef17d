import type { PlanPerson } from '../../../api/types.ts'

type Line = PlanPerson['lines'][number]

/** What a plan does to somebody in one scope: roles that go, and those that come in their place. */
export interface Move {
  readonly scope: string
  readonly kind: 'moves' | 'gains' | 'loses' | 'waits' | 'held' | 'stays'
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly reasons: readonly string[]
}

/** Tells the lines of one person as one would say them: who goes from Approver to Owner has one move, not two. */
export function toMoves(lines: readonly Line[]): readonly Move[] {
  const scopes = [...new Set(lines.map(({ scope }) => scope))].sort(organizationFirst)
  return scopes.flatMap((scope) =>
    movesOf(
      scope,
      lines.filter((line) => line.scope === scope),
    ),
  )
}

function movesOf(scope: string, lines: readonly Line[]): readonly Move[] {
  const coming = lines.filter(({ kind, state }) => kind === 'adds' && !waits(state))
  const going = lines.filter(({ kind }) => kind === 'removes')
  const kind = going.length === 0 ? 'gains' : coming.length === 0 ? 'loses' : 'moves'
  const moved = toMove(scope, kind, going, coming)
  const waiting = toMove(
    scope,
    'waits',
    [],
    lines.filter((line) => line.kind === 'adds' && waits(line.state)),
  )
  const held = toMove(
    scope,
    'held',
    lines.filter((line) => line.kind === 'held'),
    [],
  )
  const stays = toMove(
    scope,
    'stays',
    [],
    lines.filter((line) => line.kind === 'changes'),
  )
  return [moved, waiting, held, stays].filter(({ from, to }) => from.length + to.length > 0)
}

/** Whether a role that is given is not in force: its team is not there, or an owner decides first. */
function waits(state: string): boolean {
  return state === 'waiting' || state === 'withheld'
}

function toMove(scope: string, kind: Move['kind'], from: readonly Line[], to: readonly Line[]): Move {
  const names = (of: readonly Line[]) => [...new Set(of.map(({ role }) => role))]
  // Why somebody has a role tells more than why an older one goes.
  const reasons = [...new Set((to.length > 0 ? to : from).map(({ reason }) => reason))]
  return { scope, kind, from: names(from), to: names(to), reasons }
}

function organizationFirst(a: string, b: string): number {
  return Number(b === 'organization') - Number(a === 'organization') || (a < b ? -1 : 1)
}
