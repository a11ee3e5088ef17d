import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { TeamSummary } from '../../api/types.ts'
import { AskFirst } from '../../component/ask-first.tsx'
import { usePlace } from '../../use-place.ts'
import { ChangeTeamDialog } from './change-team-dialog.tsx'
import { teamsText as text } from '../../text/teams-text.tsx'

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
        {text.askChange}
      </button>
      <button type="button" class="danger" onClick={() => setAsking('delete')}>
        {text.askDelete}
      </button>
      {asking === 'change' && <ChangeTeamDialog team={team} onClose={close} onDone={onChanged} />}
      {asking === 'delete' && (
        <AskFirst
          title={text.deleteQuestion(team.name)}
          go={text.delete}
          danger
          onClose={close}
          perform={async () => {
            await request(`/api/teams/${encodeURIComponent(team.id)}`, { method: 'DELETE' })
            route('/teams')
          }}
        >
          <p>{text.aRoleInItAndNobody(team.people)}</p>
          <ul class="steps">
            <li>{text.rolesThatWereGiven}</li>
            <li>{text.rolesThatTheMapping(team.id)}</li>
            <li>{text.teamsThatArePart}</li>
          </ul>
        </AskFirst>
      )}
    </>
  )
}
