import { Dialog } from '../../../component/dialog.tsx'
import type { TeamRole } from './edited-roles.ts'
import { teamRolesText as text } from '../../../text/team-roles-text.tsx'

interface DialogProps {
  readonly onClose: () => void
  readonly onSave: () => void
}

/** Says what a catalogue does before it is the one. */
export function SaveRolesDialog({
  after,
  before,
  onClose,
  onSave,
}: DialogProps & { before: readonly TeamRole[]; after: readonly TeamRole[] }) {
  const has = (roles: readonly TeamRole[], name: string) =>
    roles.some((role) => role.name.trim().toLowerCase() === name.trim().toLowerCase())
  const added = after.filter(({ name }) => !has(before, name))
  const dropped = before.filter(({ name }) => !has(after, name))
  return (
    <Dialog title={text.saveTheseTeamRolesQuestion} onClose={onClose}>
      {added.length > 0 && <p>{text.newWhatTheMapping(namesOf(added))}</p>}
      {dropped.length > 0 && <p>{text.takenOutARole(namesOf(dropped))}</p>}
      <p>{text.whereSomebodyHasSeveral}</p>
      <Buttons onClose={onClose} onSave={onSave} save={text.save} danger={dropped.length > 0} />
    </Dialog>
  )
}

export function DefaultRolesDialog({ onClose, onSave }: DialogProps) {
  return (
    <Dialog title={text.goBackToTheDefault} onClose={onClose}>
      <p>{text.theRolesOfYourOwn}</p>
      <Buttons onClose={onClose} onSave={onSave} save={text.goBack} danger />
    </Dialog>
  )
}

function Buttons({ danger, onClose, onSave, save }: DialogProps & { save: string; danger: boolean }) {
  return (
    <div class="buttons">
      <button type="button" onClick={onClose}>
        {text.notYet}
      </button>
      <button type="button" class={danger ? 'danger primary' : 'primary'} onClick={onSave}>
        {save}
      </button>
    </div>
  )
}

function namesOf(roles: readonly TeamRole[]): string {
  return roles.map(({ name }) => name).join(', ')
}
