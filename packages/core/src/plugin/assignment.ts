import type { Json } from '../scim/resource/resource-data.ts'
import type { RoleValue } from './effect-values.ts'

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
  /** The instant at which it ends (RFC 3339, UTC, milliseconds); absent or `null` for no end. That of a role is in its value. */
  readonly expiresAt?: string | null
  /**
   * The group that alone gives it, while an owner has not said whether the group may: it is not in force. Core says so itself;
   * absent or `null` for what is in force.
   */
  readonly withheldOf?: string | null
}

/** The value of a `role` assignment, with what the host says of it. */
export type RoleAssignmentValue = RoleValue & {
  /** `claim`: given only by a name that the group has taken over from another one. */
  readonly withheld?: 'claim' | null
}
