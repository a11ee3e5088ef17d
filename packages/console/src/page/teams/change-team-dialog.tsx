import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { TeamSummary } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { teamsText as words } from '../../text/teams-text.tsx'

interface ChangeTeamDialogProps {
  readonly team: TeamSummary
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** Another name, kind or place for a team; its id, by which the mapping names it, stays. */
export function ChangeTeamDialog({ team, onClose, onDone }: ChangeTeamDialogProps) {
  const [name, setName] = useState(team.name)
  const [type, setType] = useState(team.type)
  const [parent, setParent] = useState(team.parent ?? '')
  const [description, setDescription] = useState(team.description ?? '')
  const { data: teams = [] } = useResource<readonly TeamSummary[]>(
    `/api/team-summaries?limit=20&search=${encodeURIComponent(parent)}`,
  )
  const save = useAction(async () => {
    const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
    const body = { name: name.trim(), type: type.trim(), parent: orNull(parent), description: orNull(description) }
    await request(`/api/teams/${encodeURIComponent(team.id)}`, { method: 'PUT', body })
    await onDone()
    onClose()
  })
  const itself = parent.trim().toLowerCase() === team.id.toLowerCase()
  return (
    <FormDialog title={words.change(team.name)} action={save} go={words.save} incomplete={itself} onClose={onClose}>
      <p class="hint">{words.theMappingGoesOnNaming(team.id)}</p>
      <label>
        <span>{words.name}</span>
        <input required value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        <span>{words.type}</span>
        <input required value={type} onInput={(event) => setType(event.currentTarget.value)} />
      </label>
      <label>
        <span>{words.partOfIdOfATeam}</span>
        <input
          list="teams-above"
          value={parent}
          aria-invalid={itself}
          aria-describedby="parent-hint parent-issue"
          onInput={(event) => setParent(event.currentTarget.value)}
        />
      </label>
      <datalist id="teams-above">
        {teams
          .filter(({ id }) => id !== team.id)
          .map(({ id, name: title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
      </datalist>
      {itself && (
        <span class="field-issue" id="parent-issue" role="alert">
          {words.aTeamIsNoPart}
        </span>
      )}
      <p class="hint" id="parent-hint">
        {words.forPeopleToSee}
      </p>
      <label>
        <span>{words.description}</span>
        <input value={description} onInput={(event) => setDescription(event.currentTarget.value)} />
      </label>
    </FormDialog>
  )
}
