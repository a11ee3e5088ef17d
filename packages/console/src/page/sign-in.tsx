import { useEffect, useRef, useState } from 'preact/hooks'

import { request } from '../api/request.ts'
import { useAction } from '../api/use-action.ts'
import { Failure } from '../component/failure.tsx'
import { Refused } from './refused.tsx'
import { SingleSignOn } from './single-sign-on.tsx'

/** Sign-in by an owner key or through an SSO connection; `refusal` is why the link that was opened let nobody in. */
export function SignIn({ refusal, onSignedIn }: { refusal: Error | undefined; onSignedIn: () => Promise<void> }) {
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
        <Failure error={refusal} />
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
            It is made in this console. To get in without one, make a link on the server:{' '}
            <code>rolecall link create</code>.
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
