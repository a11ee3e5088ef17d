import { request } from '../../../api/request.ts'
import type { Plan } from '../../../api/types.ts'
import { useAction } from '../../../api/use-action.ts'
import { useTeam } from '../../../api/find-team.ts'
import { Failure } from '../../../component/failure.tsx'
import { planText as text } from '../../../text/plan-text.tsx'

/** Teams that a plan gives roles in and that are not there, each with the click that makes it. */
export function MissingTeams({ plan, onCreated }: { plan: Plan; onCreated: () => unknown }) {
  const waiting = new Map<string, number>()
  for (const { scope, waits } of plan.roles?.first ?? []) {
    const id = scope.slice('team:'.length)
    if (waits > 0 && scope !== 'organization') waiting.set(id, (waiting.get(id) ?? 0) + waits)
  }
  if (waiting.size === 0) return null
  return (
    <ul class="missing-teams" aria-label={text.teamsThatAreNotThere}>
      {[...waiting].map(([id, roles]) => (
        <MissingTeam key={id} id={id} roles={roles} onCreated={onCreated} />
      ))}
    </ul>
  )
}

function MissingTeam({ id, roles, onCreated }: { id: string; roles: number; onCreated: () => unknown }) {
  const { team } = useTeam(id)
  const create = useAction(async () => {
    await request(`/api/teams/${encodeURIComponent(id)}`, { method: 'PUT', body: {} })
    await onCreated()
  })
  if (team === undefined) return null
  const wait = text.rolesWait(roles)
  if (team !== null)
    return (
      <li>
        {text.inTheTeamForARole(wait, id)}
        <a href="/settings/team-roles">{text.teamRoles}</a>.
      </li>
    )
  return (
    <li>
      <span>{text.forTheTeamWhichIsNotThere(wait, id)}</span>{' '}
      <button type="button" disabled={create.busy} onClick={() => void create.run()}>
        {text.createTeam(id)}
      </button>
      <Failure error={create.error} />
    </li>
  )
}
