import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { Connection } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Dialog } from '../../component/dialog.tsx'
import { Failure } from '../../component/failure.tsx'
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
  const [provider, setProvider] = useState<(typeof providers)[number]>(providers[0])
  const [values, setValues] = useState({ issuer: '', audience: '', clientSecret: '' })
  const create = useAction(async () => {
    const { audience, clientSecret, issuer } = values
    const secret = clientSecret.trim() === '' ? {} : { clientSecret: clientSecret.trim() }
    const { claim, title: name } = provider
    const body = { name, issuer: issuer.trim(), audience: audience.trim(), claim, console: true, ...secret }
    await request<Connection>(connectionsPath, { method: 'POST', body })
    await onDone()
    onClose()
  })
  const field = (name: keyof typeof values) => ({
    value: values[name],
    onInput: (event: { readonly currentTarget: HTMLInputElement }) =>
      setValues({ ...values, [name]: event.currentTarget.value }),
  })
  return (
    <Dialog title="New connection" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void create.run()
        }}
      >
        <label>
          <span>Your identity provider</span>
          <select
            value={provider.id}
            onChange={(event) =>
              setProvider(providers.find(({ id }) => id === event.currentTarget.value) ?? providers[0])
            }
          >
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
          <input type="password" autoComplete="off" {...field('clientSecret')} />
        </label>
        <p class="hint">Then copy the redirect URI that is shown here to the provider, and assign the Owners there.</p>
        <Failure error={create.error} />
        <div class="buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={create.busy}>
            Create
          </button>
        </div>
      </form>
    </Dialog>
  )
}
