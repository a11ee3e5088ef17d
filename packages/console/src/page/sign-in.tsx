import { useEffect, useRef, useState } from 'preact/hooks'

import { request } from '../api/request.ts'
import { useAction } from '../api/use-action.ts'
import { Failure } from '../component/failure.tsx'

/** Sign-in by an owner key, which the first start has printed. */
export function SignIn({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const [key, setKey] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const signIn = useAction(async () => {
    await request('/api/session', { method: 'POST', body: { key: key.trim() } })
    await onSignedIn()
  })
  useEffect(() => {
    document.title = 'Sign in · Rolecall'
    field.current?.focus()
  }, [])
  return (
    <main class="sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void signIn.run()
        }}
      >
        <p class="brand">
          <span aria-hidden="true" class="mark">
            ✓
          </span>
          Rolecall
        </p>
        <h1>Sign in</h1>
        <label>
          <span>Owner key</span>
          <input
            ref={field}
            type="password"
            autoComplete="current-password"
            required
            placeholder="rc_…"
            value={key}
            onInput={(event) => setKey(event.currentTarget.value)}
            aria-describedby="key-hint"
          />
        </label>
        <p id="key-hint" class="hint">
          It was printed at the first start. On the server, <code>rolecall key create --scope organization</code> makes
          another one.
        </p>
        <Failure error={signIn.error} />
        <button type="submit" class="primary" disabled={signIn.busy}>
          Sign in
        </button>
      </form>
    </main>
  )
}
