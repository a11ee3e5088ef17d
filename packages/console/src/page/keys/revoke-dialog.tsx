import { useContext } from 'preact/hooks'

import type { ApiKey } from '../../api/types.ts'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/use-action.ts'
import { Dialog } from '../../component/dialog.tsx'
import { FormDialog } from '../../component/form-dialog.tsx'
import { SessionContext } from '../../session-context.ts'
import { isLastToManage } from './is-last-to-manage.ts'
import { RevokeOwn } from './revoke-own.tsx'

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
  if (isLastToManage(apiKey, keys, Date.now())) return <LastKey apiKey={apiKey} onClose={onClose} />
  if (session?.key?.id === apiKey.id) return <RevokeOwn apiKey={apiKey} revoke={revoke} onClose={onClose} />
  return (
    <FormDialog
      title={`Revoke ${apiKey.displayName}?`}
      action={revoke}
      go="Revoke"
      cancel="Keep it"
      danger
      onClose={onClose}
    >
      <p>Whoever uses it is refused from now on. This can't be undone.</p>
    </FormDialog>
  )
}

function LastKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  return (
    <Dialog title={`${apiKey.displayName} can't be revoked`} onClose={onClose}>
      <p>It is the last key that can manage the organization: nobody could sign in to change anything afterwards.</p>
      <p>
        Make another one first by <em>New key</em>, which may read and change, and sign in with that. On the server,{' '}
        <code>rolecall key create --scope organization</code> makes one too.
      </p>
      <div class="buttons">
        <button type="button" class="primary" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}
