import { Notice } from '../component/notice.tsx'
import { formatClock } from '../text/locale.ts'
import { signInText as text } from '../text/sign-in-text.tsx'

/** Stands above every page for who came by a link, which lets nobody in twice. */
export function CameByLink({ until }: { readonly until: string }) {
  return <Notice kind="info">{text.youCameInByALink(formatClock(until))}</Notice>
}
