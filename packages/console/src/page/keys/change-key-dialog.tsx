import { request } from '../../api/request.ts'
import type { ApiKey, Provider } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { useKept } from '../../component/use-kept.ts'
import { ProviderChoice } from './provider-choice.tsx'
import { toKeyChange, toNames } from './to-key-change.ts'
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
  const initial = {
    displayName: apiKey.displayName,
    provider: apiKey.provider.from === 'chosen' ? (apiKey.provider.name ?? '') : '',
    strict: apiKey.strict ? 'yes' : '',
    tolerancesOff: apiKey.tolerancesOff.join(' '),
  }
  const { field, forget, set, values } = useKept(`key.${apiKey.id}`, initial)
  const { provider } = values
  const strict = values.strict !== ''
  const tolerancesOff = toNames(values.tolerancesOff)
  const change = useAction(async () => {
    await request<ApiKey>(`/api/api-keys/${apiKey.id}`, { method: 'PATCH', body: toKeyChange(values, initial) })
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
