import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Connection } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { useKept } from '../../component/use-kept.ts'
import { connectionsPath } from './connections-path.ts'

/** What the fields of a provider usually hold. */
const providers = [
  {
    id: 'entra',
    title: 'Microsoft Entra ID',
    issuer: 'https://login.microsoftonline.com/TENANT_ID/v2.0',
    claim: 'oid',
    where:
      'App registrations, New registration: a single tenant. Copy the application (client) id, and make a client secret.',
  },
  {
    id: 'okta',
    title: 'Okta',
    issuer: 'https://YOUR_ORG.okta.com',
    claim: 'sub',
    where: 'Applications, Create App Integration: OIDC, Web Application. Copy the client id and the client secret.',
  },
  {
    id: 'other',
    title: 'Another provider',
    issuer: 'https://idp.example.com',
    claim: 'sub',
    where: 'Register a web application with the authorization code flow. Copy its client id and its secret.',
  },
] as const

interface NewConnectionDialogProps {
  readonly onClose: () => void
  readonly onDone: () => Promise<unknown>
}

/** Takes what the provider shows; the addresses of the connection are shown afterwards. */
export function NewConnectionDialog({ onClose, onDone }: NewConnectionDialogProps) {
  const { field, forget, set, values } = useKept('connection.new', { provider: 'entra', issuer: '', audience: '' })
  const [clientSecret, setClientSecret] = useState('')
  const { audience, issuer } = values
  const provider = providers.find(({ id }) => id === values.provider) ?? providers[0]
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
      title="New connection"
      action={create}
      go="Create"
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <label>
        <span>Your identity provider</span>
        <select value={provider.id} onChange={(event) => set({ provider: event.currentTarget.value })}>
          {providers.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{provider.where}</p>
      <label>
        <span>Issuer, exactly as the provider writes it</span>
        <input required class="mono" placeholder={provider.issuer} {...field('issuer')} />
      </label>
      <label>
        <span>Client id</span>
        <input required class="mono" {...field('audience')} />
      </label>
      <label>
        <span>Client secret (empty for a public client)</span>
        <input
          type="password"
          autoComplete="off"
          value={clientSecret}
          onInput={(event) => setClientSecret(event.currentTarget.value)}
        />
      </label>
      <p class="hint">Then copy the redirect URI that is shown here to the provider, and assign the Owners there.</p>
    </FormDialog>
  )
}
