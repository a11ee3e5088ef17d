import { useState } from 'preact/hooks'

import type { ApiKey } from '../../api/types.ts'
import type { Action } from '../../api/use-action.ts'
import { Dialog } from '../../component/dialog.tsx'
import { Failure } from '../../component/failure.tsx'

interface RevokeOwnProps {
  readonly apiKey: ApiKey
  readonly revoke: Action<[]>
  readonly onClose: () => void
}

/** The key that one is signed in with: its name is typed, so that a slip of the hand shuts nobody out. */
export function RevokeOwn({ apiKey, revoke, onClose }: RevokeOwnProps) {
  const [typed, setTyped] = useState('')
  return (
    <Dialog title={`Revoke ${apiKey.displayName}, your own key?`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void revoke.run()
        }}
      >
        <p>
          You are signed in with it: you are signed out at once, here and wherever else it is used. To come back you
          need another owner key; on the server, <code>rolecall key create --scope organization</code> makes one.
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
        <Failure error={revoke.error} />
        <div class="buttons">
          <button type="button" onClick={onClose}>
            Keep it
          </button>
          <button
            type="submit"
            class="danger primary"
            disabled={revoke.busy || typed.trim() !== apiKey.displayName.trim()}
          >
            Revoke
          </button>
        </div>
      </form>
    </Dialog>
  )
}
