import type { Session } from '../api/types.ts'
import { Notice } from '../component/notice.tsx'
import { formatMoment } from '../text/locale.ts'
import { signInText as text } from '../text/sign-in-text.tsx'

/** Stands above both pages for who came by a set-up link: whose it is, and until when. */
export function CameBySetupLink({ link }: { readonly link: NonNullable<Session['link']> }) {
  return (
    <Notice kind="info">
      {text.youCameInByASet(link.madeBy ?? text.somebody, link.displayName, formatMoment(link.expiresAt))}
    </Notice>
  )
}
