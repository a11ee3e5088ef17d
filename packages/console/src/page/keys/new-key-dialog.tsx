import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { NewApiKey, Provider, Scope } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Dialog } from '../../component/dialog.tsx'
import { Failure } from '../../component/failure.tsx'
import { inOneYear } from './in-one-year.ts'
import { ProviderChoice } from './provider-choice.tsx'

interface NewKeyDialogProps {
  readonly providers: readonly Provider[]
  readonly onClose: () => void
  readonly onDone: (key: NewApiKey) => Promise<void>
}

/** Asks who the key is for. */
export function NewKeyDialog({ providers, onClose, onDone }: NewKeyDialogProps) {
  const [displayName, setDisplayName] = useState('')
  const [scope, setScope] = useState<Scope>('scim')
  const [provider, setProvider] = useState('')
  const [expiresAt, setExpiresAt] = useState(inOneYear)
  const create = useAction(async () => {
    const body = {
      displayName,
      scopes: [scope],
      ...(scope === 'scim' && provider !== '' && { provider }),
      ...(expiresAt !== '' && { expiresAt }),
    }
    await onDone((await request<NewApiKey>('/api/api-keys', { method: 'POST', body })).body)
    onClose()
  })
  return (
    <Dialog title="New key" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void create.run()
        }}
      >
        <label>
          <span>Name</span>
          <input required value={displayName} onInput={(event) => setDisplayName(event.currentTarget.value)} />
        </label>
        <label>
          <span>It may</span>
          <select value={scope} onChange={(event) => setScope(event.currentTarget.value as Scope)}>
            <option value="scim">provision people and groups (identity provider)</option>
            <option value="organization_read">read the organization (your application)</option>
            <option value="organization">read and change the organization (owner)</option>
          </select>
        </label>
        {scope === 'scim' && <ProviderChoice providers={providers} value={provider} onChange={setProvider} />}
        <label>
          <span>Ends at the end of (empty for never)</span>
          <input type="date" value={expiresAt} onInput={(event) => setExpiresAt(event.currentTarget.value)} />
        </label>
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
