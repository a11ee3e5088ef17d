import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { TeamSummary } from '../../api/types.ts'
import { AskFirst } from '../../component/ask-first.tsx'
import { count } from '../../component/count.ts'
import { usePlace } from '../../use-place.ts'
import { ChangeTeamDialog } from './change-team-dialog.tsx'

interface TeamActionsProps {
  readonly team: TeamSummary
  readonly onChanged: () => Promise<void>
}

/** What can be done with a team as a whole. */
export function TeamActions({ team, onChanged }: TeamActionsProps) {
  const [asking, setAsking] = useState<'change' | 'delete'>()
  const { route } = usePlace()
  const close = (): void => setAsking(undefined)
  return (
    <>
      <button type="button" onClick={() => setAsking('change')}>
        Change…
      </button>
      <button type="button" class="danger" onClick={() => setAsking('delete')}>
        Delete…
      </button>
      {asking === 'change' && <ChangeTeamDialog team={team} onClose={close} onDone={onChanged} />}
      {asking === 'delete' && (
        <AskFirst
          title={`Delete ${team.name}?`}
          go="Delete"
          danger
          onClose={close}
          perform={async () => {
            await request(`/api/teams/${encodeURIComponent(team.id)}`, { method: 'DELETE' })
            route('/teams')
          }}
        >
          <p>{`${count(team.people, 'person has', 'people have')} a role in it, and nobody has one afterwards.`}</p>
          <ul class="steps">
            <li>Roles that were given by hand here are gone for good.</li>
            <li>
              Roles that the mapping gives wait: they are in force again as soon as there is a team with the id{' '}
              {team.id}.
            </li>
            <li>Teams that are part of it stay, and go on naming it.</li>
          </ul>
        </AskFirst>
      )}
    </>
  )
}
