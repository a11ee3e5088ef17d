import { useContext, useState } from 'preact/hooks'

import { revokeAll } from '../../api/revoke-all.ts'
import type { ApiKey, Client } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { isSameName } from '../../component/is-same-name.ts'
import { SessionContext } from '../../session-context.ts'
import { settingsText as text } from '../../text/settings-text.tsx'

interface StopDialogProps {
  readonly keys: readonly ApiKey[]
  readonly clients: readonly Client[]
  readonly onClose: () => void
  /** Reads both anew. */
  readonly reload: () => Promise<unknown>
}

/** The name of the organization is typed before no provider gets in any more. */
export function StopDialog({ keys, clients, onClose, reload }: StopDialogProps) {
  const name = useContext(SessionContext)?.organization.name ?? ''
  const [typed, setTyped] = useState('')
  const stop = useAction(async () => {
    const paths = [
      ...keys.map(({ id }) => `/api/api-keys/${id}`),
      ...clients.map(({ id }) => `/api/oauth/clients/${id}`),
    ]
    await revokeAll(paths).finally(reload)
    onClose()
  })
  return (
    <FormDialog
      title={text.stopProvisioningToQuestion(name)}
      action={stop}
      go={text.stop}
      cancel={text.goOnProvisioning}
      danger
      incomplete={!isSameName(typed, name)}
      onClose={onClose}
    >
      <p>{text.andEnd(keys.length, clients.length, listNames([...keys, ...clients]))}</p>
      <p>{text.nobodyWhoLeavesYourCompany}</p>
      <label>
        <span>{text.typeToGoOn(name)}</span>
        <input autoComplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      </label>
    </FormDialog>
  )
}

function listNames(all: readonly { readonly displayName: string }[]): string {
  const shown = all.slice(0, 5).map(({ displayName }) => displayName)
  return shown.join(', ') + (all.length > shown.length ? text.andMore(all.length - shown.length) : '')
}
