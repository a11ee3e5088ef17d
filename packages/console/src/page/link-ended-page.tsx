import { useEffect } from 'preact/hooks'

import type { Session } from '../api/types.ts'
import { signInText as text } from '../text/sign-in-text.tsx'

/** What is left when a set-up link has ended, or was revoked, while somebody was here by it, or when they have left. */
export function LinkEndedPage({ link }: { readonly link: NonNullable<Session['link']> }) {
  useEffect(() => void (document.title = text.signedOutRolecall), [])
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <h1>{text.youAreSignedOut}</h1>
        <p>{text.youWereHereByASet(link.madeBy ?? text.whoeverSentIt)}</p>
        <p>
          <a href="/">{text.signInOtherwise}</a>
        </p>
      </div>
    </main>
  )
}
