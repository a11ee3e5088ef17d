import { useEffect } from 'preact/hooks'

import type { Session } from '../api/types.ts'

/** What is left when a set-up link has ended, or was revoked, while somebody was here by it, or when they have left. */
export function LinkEndedPage({ link }: { readonly link: NonNullable<Session['link']> }) {
  useEffect(() => void (document.title = 'Signed out · Rolecall'), [])
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <h1>You are signed out</h1>
        <p>
          You were here by a set-up link. While it is good, open it again; if it lets you in no more, it has ended or
          was revoked. Ask {link.madeBy ?? 'whoever sent it'} for another then: what you have set up stays.
        </p>
        <p>
          <a href="/">Sign in otherwise</a>
        </p>
      </div>
    </main>
  )
}
