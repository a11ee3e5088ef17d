import { request } from '../../api/request.ts'
import type { Connection } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Dialog } from '../../component/dialog.tsx'
import { Failure } from '../../component/failure.tsx'
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
    <Dialog title={`Delete ${connection.name}?`} onClose={onClose}>
      <p>
        Nobody signs in by it any more, neither here nor to your product, and whoever has done so is signed out. Have an
        owner key at hand.
      </p>
      <Failure error={remove.error} />
      <div class="buttons">
        <button type="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" class="danger primary" disabled={remove.busy} onClick={() => void remove.run()}>
          Delete
        </button>
      </div>
    </Dialog>
  )
}
