import { request } from '../../api/request.ts'
import type { NewApiKey, Provider } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { useKept } from '../../component/use-kept.ts'
import { inOneYear } from './in-one-year.ts'
import { ProviderChoice } from './provider-choice.tsx'

interface NewKeyDialogProps {
  readonly providers: readonly Provider[]
  readonly onClose: () => void
  readonly onDone: (key: NewApiKey) => Promise<void>
}

/** Asks who the key is for. */
export function NewKeyDialog({ providers, onClose, onDone }: NewKeyDialogProps) {
  const initial = { displayName: '', scope: 'scim', provider: '', expiresAt: inOneYear() }
  const { field, forget, set, values } = useKept('key.new', initial)
  const { displayName, expiresAt, provider, scope } = values
  const create = useAction(async () => {
    const body = {
      displayName,
      scopes: [scope],
      ...(scope === 'scim' && provider !== '' && { provider }),
      ...(expiresAt !== '' && { expiresAt }),
    }
    await onDone((await request<NewApiKey>('/api/api-keys', { method: 'POST', body })).body)
    forget()
    onClose()
  })
  return (
    <FormDialog
      title="New key"
      action={create}
      go="Create"
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <label>
        <span>Name</span>
        <input required {...field('displayName')} />
      </label>
      <label>
        <span>It may</span>
        <select value={scope} onChange={(event) => set({ scope: event.currentTarget.value })}>
          <option value="scim">provision people and groups (identity provider)</option>
          <option value="organization_read">read the organization (your application)</option>
          <option value="organization">read and change the organization (owner)</option>
        </select>
      </label>
      {scope === 'scim' && (
        <ProviderChoice providers={providers} value={provider} onChange={(chosen) => set({ provider: chosen })} />
      )}
      <label>
        <span>Ends at the end of (empty for never)</span>
        <input type="date" {...field('expiresAt')} />
      </label>
    </FormDialog>
  )
}
