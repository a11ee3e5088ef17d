import { useState } from 'preact/hooks'

import type { ApiKey } from '../../api/types.ts'
import type { Action } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'

interface RevokeOwnProps {
  readonly apiKey: ApiKey
  readonly revoke: Action<[]>
  readonly onClose: () => void
}

/** The key that one is signed in with: its name is typed, so that a slip of the hand shuts nobody out. */
export function RevokeOwn({ apiKey, revoke, onClose }: RevokeOwnProps) {
  const [typed, setTyped] = useState('')
  return (
    <FormDialog
      title={`Revoke ${apiKey.displayName}, your own key?`}
      action={revoke}
      go="Revoke"
      cancel="Keep it"
      danger
      incomplete={typed.trim() !== apiKey.displayName.trim()}
      onClose={onClose}
    >
      <p>
        You are signed in with it: you are signed out at once, here and wherever else it is used. To come back you need
        another owner key; on the server, <code>rolecall key create --scope organization</code> makes one.
      </p>
      <label>
        <span>{`Type ${apiKey.displayName} to go on`}</span>
        <input
          required
          autoComplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
    </FormDialog>
  )
}
