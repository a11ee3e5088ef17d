import { commonText as text } from '../text/common-text.ts'
import { shownName } from '../text/shown-name.ts'
import { PageLink } from './page-link.tsx'

/** Opens one person, group or team. */
export function PersonLink({ email, name = null }: { email: string; name?: string | null }) {
  return <PageLink href={`/people/${encodeURIComponent(email)}`}>{shownName(name, email)}</PageLink>
}

export function GroupLink({ id, name }: { id: string; name: string }) {
  return <PageLink href={`/groups/${encodeURIComponent(id)}`}>{shownName(name, text.withoutAName)}</PageLink>
}

export function TeamLink({ id, name = id }: { id: string; name?: string }) {
  return (
    <PageLink href={`/teams/${encodeURIComponent(id)}`}>{shownName(name, shownName(id, text.withoutAName))}</PageLink>
  )
}
