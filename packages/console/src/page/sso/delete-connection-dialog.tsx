import { request } from '../../api/request.ts'
import type { Connection } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { connectionsPath } from './connections-path.ts'
import { ssoText as text } from '../../text/sso-text.tsx'

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
      title={text.deleteQuestion(connection.name)}
      action={remove}
      go={text.delete}
      cancel={text.keepIt}
      danger
      onClose={onClose}
    >
      <p>{text.nobodySignsInByItAny}</p>
    </FormDialog>
  )
}
