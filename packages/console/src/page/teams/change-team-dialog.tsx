import { request } from '../../api/request.ts'
import type { TeamSummary } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { useResource } from '../../api/use-resource.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { changedValues } from '../../component/kept-values.ts'
import { useKept } from '../../component/use-kept.ts'
import { teamsText as words } from '../../text/teams-text.tsx'

interface ChangeTeamDialogProps {
  readonly team: TeamSummary
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** Another name, kind or place for a team; its id, by which the mapping names it, stays. */
export function ChangeTeamDialog({ team, onClose, onDone }: ChangeTeamDialogProps) {
  const initial = { name: team.name, type: team.type, parent: team.parent ?? '', description: team.description ?? '' }
  const { field, forget, values } = useKept(`team.${team.id}`, initial)
  const { parent } = values
  const { data: teams = [] } = useResource<readonly TeamSummary[]>(
    `/api/team-summaries?limit=20&search=${encodeURIComponent(parent)}`,
  )
  const save = useAction(async () => {
    // What is left as it was may have been changed by somebody else.
    const changed = Object.entries(changedValues(values, initial)).map(([name, text]) => [name, text.trim()] as const)
    const body = Object.fromEntries(changed.map(([name, text]) => [name, text === '' ? null : text]))
    // One that was deleted meanwhile is not made again by it (RFC 9110 §13.1.1).
    await request(`/api/teams/${encodeURIComponent(team.id)}`, { method: 'PUT', ifMatch: '*', body })
    await onDone()
    forget()
    onClose()
  })
  const itself = parent.trim().toLowerCase() === team.id.toLowerCase()
  return (
    <FormDialog
      title={words.change(team.name)}
      action={save}
      go={words.save}
      incomplete={itself}
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <p class="hint">{words.theMappingGoesOnNaming(team.id)}</p>
      <label>
        <span>{words.name}</span>
        <input required {...field('name')} />
      </label>
      <label>
        <span>{words.type}</span>
        <input required {...field('type')} />
      </label>
      <label>
        <span>{words.partOfIdOfATeam}</span>
        <input
          list="teams-above"
          {...field('parent')}
          aria-invalid={itself}
          aria-describedby="parent-hint parent-issue"
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
        <input {...field('description')} />
      </label>
    </FormDialog>
  )
}
