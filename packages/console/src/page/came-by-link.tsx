import { Notice } from '../component/notice.tsx'
import { formatClock } from '../text/locale.ts'

/** Stands above every page for who came by a link, which lets nobody in twice. */
export function CameByLink({ until }: { readonly until: string }) {
  return (
    <Notice kind="info">
      You came in by a link that is good once, and are signed in until {formatClock(until)}. To come back, make yourself
      an owner key under <a href="/keys">Keys</a>, or let Owners in by <a href="/sso">single sign-on</a>.
    </Notice>
  )
}
