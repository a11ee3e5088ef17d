import { Dialog } from '../../../component/dialog.tsx'
import type { TeamRole } from './edited-roles.ts'

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
    <Dialog title="Save these team roles?" onClose={onClose}>
      {added.length > 0 && (
        <p>
          New: <strong>{namesOf(added)}</strong>. What the mapping gives of them and has waited is in force at once.
        </p>
      )}
      {dropped.length > 0 && (
        <p>
          Taken out: <strong>{namesOf(dropped)}</strong>. A role that somebody has is kept: the change is refused then,
          and says which.
        </p>
      )}
      <p>Where somebody has several roles in a team, the one with the highest precedence counts from now on.</p>
      <Buttons onClose={onClose} onSave={onSave} save="Save" danger={dropped.length > 0} />
    </Dialog>
  )
}

export function DefaultRolesDialog({ onClose, onSave }: DialogProps) {
  return (
    <Dialog title="Go back to the default roles?" onClose={onClose}>
      <p>
        The roles of your own are gone, with their descriptions and precedence. It is refused while somebody has one of
        them.
      </p>
      <Buttons onClose={onClose} onSave={onSave} save="Go back" danger />
    </Dialog>
  )
}

function Buttons({ danger, onClose, onSave, save }: DialogProps & { save: string; danger: boolean }) {
  return (
    <div class="buttons">
      <button type="button" onClick={onClose}>
        Not yet
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
