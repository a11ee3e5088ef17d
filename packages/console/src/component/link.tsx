import type { ComponentChildren } from 'preact'
import { PageLink } from './page-link.tsx'

/** Opens one person, group or team. */
export function PersonLink({ email, children }: { email: string; children?: ComponentChildren }) {
  return <PageLink href={`/people/${encodeURIComponent(email)}`}>{children ?? email}</PageLink>
}

export function GroupLink({ id, name }: { id: string; name: string }) {
  return <PageLink href={`/groups/${encodeURIComponent(id)}`}>{name}</PageLink>
}

export function TeamLink({ id, name }: { id: string; name?: string }) {
  return <PageLink href={`/teams/${encodeURIComponent(id)}`}>{name ?? id}</PageLink>
}
