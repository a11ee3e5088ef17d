import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Connection } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { connectionsPath } from './connections-path.ts'
import { ssoText as text } from '../../text/sso-text.tsx'

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
    <FormDialog
      title={text.clientSecretOf(connection.name)}
      action={save}
      go={secret.trim() === '' && connection.hasClientSecret ? text.takeTheSecretAway : text.save}
      onClose={onClose}
    >
      <p>{text.itIsStoredSealed}</p>
      <label>
        <span>{text.clientSecretEmptyForNone}</span>
        <input
          type="password"
          autoComplete="off"
          value={secret}
          onInput={(event) => setSecret(event.currentTarget.value)}
        />
      </label>
    </FormDialog>
  )
}
