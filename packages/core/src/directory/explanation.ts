import type { FilledTemplate } from '../plugin/rule.ts'
import type { ConditionTrace } from './condition-trace.ts'
import type { EffectState } from './effect-state.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { Cause } from '../plugin/event.ts'
import type { GrantView } from './member-view.ts'

/** Why a member has a role or not: everything that leads to it, or that is in the way. */
export interface Explanation {
  readonly member: ExplainedMember
  /** `organization`, or `team:` and an id; `null` where every scope is asked for. */
  readonly scope: string | null
  readonly role: string | null
  /** What is asked for beside roles, as a plugin calls it; `null` where roles are. */
  readonly effect: string | null
  /** The past instant that is explained (RFC 3339, UTC); `null` for now. */
  readonly at: string | null
  /** Whether the member has what is asked for: the role, some role in the scope, or any role at all; or the effect. */
  readonly effective: boolean
  /** Everything that gives, or would give, a role in what is asked for. */
  readonly grants: readonly GrantExplanation[]
  /** What plugins give the member beside roles: all of it, or that which is asked for; none where a role is asked for. */
  readonly effects: readonly EffectExplanation[]
  /** Where the member does not have it: the rules that would give it, the nearest first. */
  readonly whyNot: readonly RuleExplanation[]
  /** What is in the way beside the rules: sentences. */
  readonly notes: readonly string[]
}

export interface ExplainedMember {
  readonly userId: string
  readonly emailAddress: string
  readonly displayName: string | null
  readonly status: 'active' | 'inactive'
}

/** A grant with the way that leads to it. */
export interface GrantExplanation extends GrantView {
  /** Whether it is the one whose role is shown in its scope. */
  readonly shown: boolean
  /** The state in a sentence. */
  readonly reason: string
  /** The line of the rule in the current mapping; `null` where it is no longer there, or was given by a person. */
  readonly line: number | null
  /** The rule's condition with the fact that decided each part; `null` for a past instant and for a person's grant. */
  readonly condition: ConditionTrace | null
  /** The templates of the rule, each with the value that has filled it; none for a past instant. */
  readonly filled: readonly FilledTemplate[]
  /** The request that put the member into the group, or else that made the grant. */
  readonly cause: ExplainedCause | null
  readonly mapping: ExplainedMapping | null
  /** What the group is called now; `null` where it is gone or where there is none. */
  readonly groupNow: string | null
  /** What it was called when the grant was given. */
  readonly groupThen: string | null
}

/** Something beside roles with the way that leads to it. */
export interface EffectExplanation {
  /** As a plugin calls it: `licence`. */
  readonly effect: string
  readonly value: Assignment['value']
  /** The rule, or the plugin, that gives it. */
  readonly rule: string
  readonly state: EffectState
  /** Whether the member has it. */
  readonly effective: boolean
  /** When it ends (RFC 3339, UTC); `null` for no end. */
  readonly expiresAt: string | null
  /** The line of the rule in the current mapping; `null` where it is no longer there, or a hook of a plugin decides. */
  readonly line: number | null
  /** The state in a sentence. */
  readonly reason: string
  /** The rule's condition with the fact that decided each part; `null` for a hook and for a past instant. */
  readonly condition: ConditionTrace | null
  /** The write that it came with; `null` where the log has it no more. */
  readonly cause: ExplainedCause | null
  readonly mapping: ExplainedMapping | null
}

/** The write that a grant follows from. */
export interface ExplainedCause {
  readonly kind: Cause['kind']
  readonly time: string
  readonly requestId: string | null
  readonly keyId: string | null
  /** The name of the key that it came by: which provider, or who. */
  readonly keyName: string | null
}

/** The version of the mapping that first gave a grant. */
export interface ExplainedMapping {
  readonly version: number
  readonly created: string
  /** The key that wrote it; `null` for the command line of the server. */
  readonly authorKeyId: string | null
  readonly author: string | null
}

/** A rule that would give what is asked for, and why it does not. */
export interface RuleExplanation {
  readonly rule: string
  readonly line: number
  /** Whether no other rule fails by less. */
  readonly nearest: boolean
  readonly condition: ConditionTrace
  /** What failed, a sentence each. */
  readonly reasons: readonly string[]
}
