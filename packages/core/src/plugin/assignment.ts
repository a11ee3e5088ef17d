import type { Json } from '../scim/resource/resource-data.ts'

/**
 * A desired state that a rule or a plugin asks for: data, not an action. Core makes the stored rows
 * of its source for its subject equal to what is asked, so removal, rename and retry need no code.
 */
export interface Assignment {
  /** What kind of state: `role`, `email.validated`, `identity.subject`, `finding`, or a plugin's own. */
  readonly effect: string
  /** The user it is about (SCIM id). */
  readonly subject: string
  readonly value: { readonly [name: string]: Json }
  /** The rule that asks: stable for equal content, unique within its source. */
  readonly rule: string
  /** The section of the mapping, or the plugin, that owns the row. */
  readonly source: string
}

/** The value of a `role` assignment. */
export interface RoleAssignmentValue {
  /** `organization`, or `team:` and the team's folded id. */
  readonly scope: string
  /** As the mapping writes it; the catalogue's spelling is looked up when it is stored. */
  readonly role: string
  /** The group whose membership gives it; `''` where none is needed. */
  readonly groupId: string
  /** An instant (RFC 3339, UTC), or `null` for no end. */
  readonly expiresAt: string | null
  /** `claim`: given only by a name that the group has taken over from another one. Set by the host. */
  readonly withheld?: 'claim' | null
}
