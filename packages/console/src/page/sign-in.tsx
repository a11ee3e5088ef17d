import { useEffect, useRef, useState } from 'preact/hooks'

import { request } from '../api/request.ts'
import { useAction } from '../api/use-action.ts'
import { Failure } from '../component/failure.tsx'
import { Refused } from './refused.tsx'
import { SingleSignOn } from './single-sign-on.tsx'

/** Sign-in by an owner key, which the first start has printed, or through an SSO connection. */
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
      <div class="sign-in-card">
        <p class="brand">
          <span aria-hidden="true" class="mark">
            ✓
          </span>
          Rolecall
        </p>
        <h1>Sign in</h1>
        <Refused />
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void signIn.run()
          }}
        >
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
            It was printed at the first start. On the server, <code>rolecall key create --scope organization</code>{' '}
            makes another one.
          </p>
          <Failure error={signIn.error} />
          <button type="submit" class="primary" disabled={signIn.busy}>
            Sign in
          </button>
        </form>
        <SingleSignOn />
      </div>
    </main>
  )
}
