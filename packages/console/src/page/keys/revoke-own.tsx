import { useState } from 'preact/hooks'

import type { ApiKey } from '../../api/types.ts'
import type { Action } from '../../api/use-action.ts'
import { FormDialog } from '../../component/form-dialog.tsx'
import { isSameName } from '../../component/is-same-name.ts'
import { keysText as text } from '../../text/keys-text.tsx'

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
      title={text.revokeYourOwnKeyQuestion(apiKey.displayName)}
      action={revoke}
      go={text.revoke}
      cancel={text.keepIt}
      danger
      incomplete={!isSameName(typed, apiKey.displayName)}
      onClose={onClose}
    >
      <p>{text.youAreSignedInWithItYou()}</p>
      <label>
        <span>{text.typeToGoOn(apiKey.displayName)}</span>
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
