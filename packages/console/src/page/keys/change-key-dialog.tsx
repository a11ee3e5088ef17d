import { useState } from 'preact/hooks'

import { request } from '../../api/request.ts'
import type { ApiKey, Provider } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { ProviderChoice } from './provider-choice.tsx'
import { ToleranceChoice } from './tolerance-choice.tsx'
import { keysText as text } from '../../text/keys-text.tsx'

interface ChangeKeyDialogProps {
  readonly apiKey: ApiKey
  readonly providers: readonly Provider[]
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** The name of a key; of one that provisions also its provider, and what that is forgiven. */
export function ChangeKeyDialog({ apiKey, providers, onClose, onDone }: ChangeKeyDialogProps) {
  const provisions = apiKey.scopes.includes('scim')
  const [displayName, setDisplayName] = useState(apiKey.displayName)
  const [provider, setProvider] = useState(apiKey.provider.from === 'chosen' ? (apiKey.provider.name ?? '') : '')
  const [strict, setStrict] = useState(apiKey.strict)
  const [tolerancesOff, setTolerancesOff] = useState(apiKey.tolerancesOff)
  const change = useAction(async () => {
    const dialect = { provider: provider === '' ? null : provider, strict, tolerancesOff }
    const body = { displayName, ...(provisions ? dialect : {}) }
    await request<ApiKey>(`/api/api-keys/${apiKey.id}`, { method: 'PATCH', body })
    await onDone()
    onClose()
  })
  return (
    <FormDialog title={text.changeKey} action={change} go={text.change} onClose={onClose}>
      <label>
        <span>{text.name}</span>
        <input required value={displayName} onInput={(event) => setDisplayName(event.currentTarget.value)} />
      </label>
      {provisions && (
        <>
          <ProviderChoice providers={providers} value={provider} onChange={setProvider} />
          <label class="check">
            <input type="checkbox" checked={strict} onChange={(event) => setStrict(event.currentTarget.checked)} />
            <span>{text.strictHoldItsRequests}</span>
          </label>
          {!strict && (
            <ToleranceChoice
              providers={provider === '' ? providers : providers.filter(({ name }) => name === provider)}
              off={tolerancesOff}
              onChange={setTolerancesOff}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
