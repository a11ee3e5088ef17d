import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

import { request } from '../api/request.ts'
import { useAction } from '../api/use-action.ts'
import { Failure } from '../component/failure.tsx'
import { Refused } from './refused.tsx'
import { SingleSignOn } from './single-sign-on.tsx'
import { signInText as text } from '../text/sign-in-text.tsx'

/** Sign-in by an owner key or through an SSO connection; `refusal` is why the link that was opened let nobody in. */
export function SignIn({ refusal, onSignedIn }: { refusal: Error | undefined; onSignedIn: () => Promise<void> }) {
  const [key, setKey] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const signIn = useAction(async () => {
    await request('/api/session', { method: 'POST', body: { key: key.trim() } })
    await onSignedIn()
  })
  useEffect(() => {
    document.title = text.signInRolecall
  }, [])
  // At once: who begins to type as soon as the field is there loses no letter.
  useLayoutEffect(() => field.current?.focus(), [])
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <p class="brand">{text.rolecall()}</p>
        <h1>{text.signIn}</h1>
        <Refused />
        <Failure error={refusal} />
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void signIn.run()
          }}
        >
          <label>
            <span>{text.ownerKey}</span>
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
            {text.itIsMadeInThisConsole()}
          </p>
          <Failure error={signIn.error} />
          <button type="submit" class="primary" disabled={signIn.busy}>
            {text.signIn}
          </button>
        </form>
        <SingleSignOn />
      </div>
    </main>
  )
}
