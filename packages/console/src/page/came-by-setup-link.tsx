import type { Session } from '../api/types.ts'
import { Notice } from '../component/notice.tsx'
import { formatMoment } from '../text/locale.ts'

/** Stands above both pages for who came by a set-up link: whose it is, and until when. */
export function CameBySetupLink({ link }: { readonly link: NonNullable<Session['link']> }) {
  return (
    <Notice kind="info">
      You came in by a set-up link that {link.madeBy ?? 'somebody'} made for {link.displayName}. It is good until{' '}
      {formatMoment(link.expiresAt)}: until then it lets you in again. You can connect the identity provider here, and
      read its log.
    </Notice>
  )
}
