import type { ComponentChildren } from 'preact'

/** Opens one person, group or team. */
export function PersonLink({ email, children }: { email: string; children?: ComponentChildren }) {
  return <a href={`/people/${encodeURIComponent(email)}`}>{children ?? email}</a>
}

export function GroupLink({ id, name }: { id: string; name: string }) {
  return <a href={`/groups/${encodeURIComponent(id)}`}>{name}</a>
}

export function TeamLink({ id, name }: { id: string; name?: string }) {
  return <a href={`/teams/${encodeURIComponent(id)}`}>{name ?? id}</a>
}
