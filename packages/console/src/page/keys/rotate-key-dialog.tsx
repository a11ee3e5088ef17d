import { request } from '../../api/request.ts'
import type { ApiKey, NewApiKey } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { useKept } from '../../component/use-kept.ts'
import { inOneYear } from './in-one-year.ts'
import { keysText as text } from '../../text/keys-text.tsx'

interface RotateKeyDialogProps {
  readonly apiKey: ApiKey
  readonly onClose: () => void
  readonly onDone: (key: NewApiKey) => Promise<void>
}

/** Makes the next key beside one that goes on, so that nothing is refused while it is typed in. */
export function RotateKeyDialog({ apiKey, onClose, onDone }: RotateKeyDialogProps) {
  const { field, forget, values } = useKept(`key.after.${apiKey.id}`, {
    displayName: nextName(apiKey.displayName),
    expiresAt: inOneYear(),
  })
  const { displayName, expiresAt } = values
  const rotate = useAction(async () => {
    const { connection, provider, scopes, strict, tolerancesOff } = apiKey
    const dialect = { strict, tolerancesOff, ...(provider.from === 'chosen' && { provider: provider.name }) }
    const body = {
      displayName,
      scopes,
      ...(connection !== null && { connection }),
      ...(scopes.includes('scim') && dialect),
      ...(expiresAt !== '' && { expiresAt }),
    }
    await onDone((await request<NewApiKey>('/api/api-keys', { method: 'POST', body })).body)
    forget()
    onClose()
  })
  return (
    <FormDialog
      title={text.theNextKeyAfter(apiKey.displayName)}
      action={rotate}
      go={text.makeTheNextKey}
      onClose={onClose}
      onCancel={() => {
        forget()
        onClose()
      }}
    >
      <ol class="numbered">
        <li>{text.aNewKeyThatMay}</li>
        <li>{text.typeItInWhere}</li>
        <li>{text.thenRevoke(apiKey.displayName)}</li>
      </ol>
      <label>
        <span>{text.name}</span>
        <input required {...field('displayName')} />
      </label>
      <label>
        <span>{text.endsAtTheEnd}</span>
        <input type="date" {...field('expiresAt')} />
      </label>
    </FormDialog>
  )
}

/** The name with the day of today in place of an older one. */
function nextName(name: string): string {
  return `${name.replace(/ \d{4}-\d\d-\d\d$/, '')} ${new Date().toISOString().slice(0, 10)}`
}
