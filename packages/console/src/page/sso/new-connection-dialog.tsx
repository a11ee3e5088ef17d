import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Connection } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { useKept } from '../../component/use-kept.ts'
import { connectionsPath } from './connections-path.ts'
import { connectionProviders, ssoText as text } from '../../text/sso-text.tsx'

interface NewConnectionDialogProps {
  readonly onClose: () => void
  readonly onDone: () => Promise<unknown>
}

/** Takes what the provider shows; the addresses of the connection are shown afterwards. */
export function NewConnectionDialog({ onClose, onDone }: NewConnectionDialogProps) {
  const { field, forget, set, values } = useKept('connection.new', { provider: 'entra', issuer: '', audience: '' })
  const [clientSecret, setClientSecret] = useState('')
  const { audience, issuer } = values
  const provider = connectionProviders.find(({ id }) => id === values.provider) ?? connectionProviders[0]
  const create = useAction(async () => {
    const secret = clientSecret.trim() === '' ? {} : { clientSecret: clientSecret.trim() }
    const { claim, title: name } = provider
    const body = { name, issuer: issuer.trim(), audience: audience.trim(), claim, console: true, ...secret }
    await request<Connection>(connectionsPath, { method: 'POST', body })
    await onDone()
    forget()
    onClose()
  })
  return (
    <FormDialog
      title={text.newConnection}
      action={create}
      go={text.create}
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <label>
        <span>{text.yourIdentityProvider}</span>
        <select value={provider.id} onChange={(event) => set({ provider: event.currentTarget.value })}>
          {connectionProviders.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{provider.where}</p>
      <label>
        <span>{text.issuerExactlyAsTheProvider}</span>
        <input required class="mono" placeholder={provider.issuer} {...field('issuer')} />
      </label>
      <label>
        <span>{text.clientId}</span>
        <input required class="mono" {...field('audience')} />
      </label>
      <label>
        <span>{text.clientSecretEmptyForAPublic}</span>
        <input
          type="password"
          autoComplete="off"
          value={clientSecret}
          onInput={(event) => setClientSecret(event.currentTarget.value)}
        />
      </label>
      <p class="hint">{text.thenCopyTheRedirect}</p>
    </FormDialog>
  )
}
