import { request } from '../../api/request.ts'
import type { Connection } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { connectionsPath } from './connections-path.ts'

interface DeleteConnectionDialogProps {
  readonly connection: Connection
  readonly onClose: () => void
  readonly onDone: () => Promise<unknown>
}

/** Asks before nobody can sign in by a connection any more. */
export function DeleteConnectionDialog({ connection, onClose, onDone }: DeleteConnectionDialogProps) {
  const remove = useAction(async () => {
    await request(`${connectionsPath}/${connection.id}`, { method: 'DELETE' })
    onClose()
    await onDone()
  })
  return (
    <FormDialog
      title={`Delete ${connection.name}?`}
      action={remove}
      go="Delete"
      cancel="Keep it"
      danger
      onClose={onClose}
    >
      <p>
        Nobody signs in by it any more, neither here nor to your product, and whoever has done so is signed out. Have an
        owner key at hand.
      </p>
    </FormDialog>
  )
}
