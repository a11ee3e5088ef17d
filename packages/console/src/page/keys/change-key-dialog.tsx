import { request } from '../../api/request.ts'
import type { ApiKey, Provider } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { useKept } from '../../component/use-kept.ts'
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
  const { field, forget, set, values } = useKept(`key.${apiKey.id}`, {
    displayName: apiKey.displayName,
    provider: apiKey.provider.from === 'chosen' ? (apiKey.provider.name ?? '') : '',
    strict: apiKey.strict ? 'yes' : '',
    tolerancesOff: apiKey.tolerancesOff.join(' '),
  })
  const { displayName, provider } = values
  const strict = values.strict !== ''
  const tolerancesOff = values.tolerancesOff.split(' ').filter((name) => name !== '')
  const change = useAction(async () => {
    const dialect = { provider: provider === '' ? null : provider, strict, tolerancesOff }
    const body = { displayName, ...(provisions ? dialect : {}) }
    await request<ApiKey>(`/api/api-keys/${apiKey.id}`, { method: 'PATCH', body })
    await onDone()
    forget()
    onClose()
  })
  return (
    <FormDialog
      title={text.changeKey}
      action={change}
      go={text.change}
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <label>
        <span>{text.name}</span>
        <input required {...field('displayName')} />
      </label>
      {provisions && (
        <>
          <ProviderChoice providers={providers} value={provider} onChange={(name) => set({ provider: name })} />
          <label class="check">
            <input
              type="checkbox"
              checked={strict}
              onChange={(event) => set({ strict: event.currentTarget.checked ? 'yes' : '' })}
            />
            <span>{text.strictHoldItsRequests}</span>
          </label>
          {!strict && (
            <ToleranceChoice
              providers={provider === '' ? providers : providers.filter(({ name }) => name === provider)}
              off={tolerancesOff}
              onChange={(off) => set({ tolerancesOff: off.join(' ') })}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
