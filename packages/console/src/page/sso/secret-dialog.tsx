import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Connection } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Dialog } from '../../component/dialog.tsx'
import { Failure } from '../../component/failure.tsx'
import { connectionsPath } from './connections-path.ts'

interface SecretDialogProps {
  readonly connection: Connection
  readonly onClose: () => void
  readonly onDone: () => Promise<unknown>
}

/** Takes the next client secret, or none. */
export function SecretDialog({ connection, onClose, onDone }: SecretDialogProps) {
  const [secret, setSecret] = useState('')
  const save = useAction(async () => {
    const body = { clientSecret: secret.trim() === '' ? null : secret.trim() }
    await request(`${connectionsPath}/${connection.id}`, { method: 'PATCH', body })
    await onDone()
    onClose()
  })
  return (
    <Dialog title={`Client secret of ${connection.name}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save.run()
        }}
      >
        <p>It is stored sealed with a key that only the server's operator has, and never shown again.</p>
        <label>
          <span>Client secret (empty for none)</span>
          <input
            type="password"
            autoComplete="off"
            value={secret}
            onInput={(event) => setSecret(event.currentTarget.value)}
          />
        </label>
        <Failure error={save.error} />
        <div class="buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={save.busy}>
            {secret.trim() === '' && connection.hasClientSecret ? 'Take the secret away' : 'Save'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
