import { useContext } from 'preact/hooks'

import type { ApiKey } from '../../api/types.ts'
import { request } from '../../api/request.ts'
import { serverNow } from '../../api/server-clock.ts'
import { useAction } from '../../api/use-action.ts'
import { Dialog } from '../../component/dialog.tsx'
import { FormDialog } from '../../component/form-dialog.tsx'
import { SessionContext } from '../../session-context.ts'
import { isLastToManage } from './is-last-to-manage.ts'
import { RevokeOwn } from './revoke-own.tsx'
import { keysText as text } from '../../text/keys-text.tsx'

interface RevokeDialogProps {
  readonly apiKey: ApiKey
  /** Every key, among which another may be left that can manage. */
  readonly keys: readonly ApiKey[]
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** Asks before a key ends; more where one would shut oneself out. */
export function RevokeDialog({ apiKey, keys, onClose, onDone }: RevokeDialogProps) {
  const session = useContext(SessionContext)
  const revoke = useAction(async () => {
    await request(`/api/api-keys/${apiKey.id}`, { method: 'DELETE' })
    await onDone()
    onClose()
  })
  if (isLastToManage(apiKey, keys, serverNow())) return <LastKey apiKey={apiKey} onClose={onClose} />
  if (session?.key?.id === apiKey.id) return <RevokeOwn apiKey={apiKey} revoke={revoke} onClose={onClose} />
  return (
    <FormDialog
      title={text.revokeQuestion(apiKey.displayName)}
      action={revoke}
      go={text.revoke}
      cancel={text.keepIt}
      danger
      onClose={onClose}
    >
      <p>{text.whoeverUsesItIsRefused}</p>
    </FormDialog>
  )
}

function LastKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  return (
    <Dialog title={text.cantBeRevoked(apiKey.displayName)} onClose={onClose}>
      <p>{text.itIsTheLast}</p>
      <p>{text.makeAnotherOneFirst()}</p>
      <div class="buttons">
        <button type="button" class="primary" onClick={onClose}>
          {text.close}
        </button>
      </div>
    </Dialog>
  )
}
