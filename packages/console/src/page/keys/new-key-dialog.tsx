import { request } from '../../api/request.ts'
import type { NewApiKey, Provider } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { useKept } from '../../component/use-kept.ts'
import { inOneYear } from './in-one-year.ts'
import { ProviderChoice } from './provider-choice.tsx'
import { keysText as text } from '../../text/keys-text.tsx'

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
      title={text.newKey}
      action={create}
      go={text.create}
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
      <label>
        <span>{text.itMay}</span>
        <select value={scope} onChange={(event) => set({ scope: event.currentTarget.value })}>
          <option value="scim">{text.provisionPeopleAndGroups}</option>
          <option value="organization_read">{text.readTheOrganizationYourApplication}</option>
          <option value="organization">{text.readAndChangeTheOrganization}</option>
        </select>
      </label>
      {scope === 'scim' && (
        <ProviderChoice providers={providers} value={provider} onChange={(chosen) => set({ provider: chosen })} />
      )}
      <label>
        <span>{text.endsAtTheEnd}</span>
        <input type="date" {...field('expiresAt')} />
      </label>
    </FormDialog>
  )
}
