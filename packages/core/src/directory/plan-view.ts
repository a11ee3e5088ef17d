import type { Assignment } from '../plugin/assignment.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import type { EffectState } from './effect-state.ts'
import type { GrantState } from './grant.ts'
import type { EffectChange, GrantLineKind, PlanObstacle, PlannedGroups, PlannedRoles, PlanSummary } from './plan.ts'
import type { TestReport } from './test-report.ts'

/** A line as it is shown. */
export interface PlanLineView {
  readonly userId: string
  readonly emailAddress: string
  /** `organization`, or `team:` and the team's id. */
  readonly scope: string
  readonly role: string
  readonly state: GrantState
  readonly rule: string
  readonly group: string | null
  readonly groupId: string | null
  readonly expiresAt: string | null
  /** What gave it until now; there for a change. */
  readonly before?: { readonly rule: string; readonly groupId: string | null; readonly expiresAt: string | null }
  readonly reason: string
}

/** Something that comes, goes or changes beside a role, as it is shown. */
export interface PlanEffectView {
  readonly userId: string
  readonly emailAddress: string
  readonly change: EffectChange
  /** `licence`, or whatever a plugin calls it. */
  readonly effect: string
  readonly value: Assignment['value']
  /** The rule, or the plugin, that says so. */
  readonly rule: string
  /** Its state afterwards; of what goes, its state now. */
  readonly state: EffectState
  readonly expiresAt: string | null
  /** What was said until now; there for a change. */
  readonly before?: {
    readonly rule: string
    readonly value: Assignment['value']
    readonly expiresAt: string | null
  }
  readonly reason: string
}

/** A rule that failed for a person, as it is shown: what it has given the person stays. */
export interface PlanFailureView {
  readonly userId: string
  readonly emailAddress: string
  readonly rule: string
  /** Where the rule stands in the file; 0 for one of the defaults. */
  readonly line: number
  /** The plugin whose word has thrown; `null` where that is not known. */
  readonly plugin: string | null
  readonly reason: string
}

/** The lines of each kind as they are shown. */
export interface PlanLinesView {
  readonly adds: readonly PlanLineView[]
  readonly removes: readonly PlanLineView[]
  readonly changes: readonly PlanLineView[]
  readonly held: readonly PlanLineView[]
  readonly effects: readonly PlanEffectView[]
  readonly failed: readonly PlanFailureView[]
}

/** Whose roles a plan touches, with every line about them. */
export interface PlanPersonView {
  readonly userId: string
  readonly emailAddress: string
  /** As it is now; `null` for none, and for somebody who is gone meanwhile. */
  readonly displayName: string | null
  readonly lines: readonly (PlanLineView & { readonly kind: GrantLineKind })[]
}

/** A line of any kind. */
export type AnyLineView = PlanLineView | PlanEffectView | PlanFailureView

/** A plan as it is shown, with the first lines of each kind. */
export interface PlanView extends PlanLinesView {
  readonly planId: string
  readonly baseVersion: number
  readonly factRevision: number
  /** The version that applying it brings back; `null` for a mapping of its own. */
  readonly rollbackTo: number | null
  /** Whether applying it makes another text the current mapping, whatever that means for anybody's roles. */
  readonly textDiffers: boolean
  readonly created: string
  readonly expiresAt: string
  readonly summary: PlanSummary
  readonly warnings: readonly Diagnostic[]
  readonly errors: readonly PlanObstacle[]
  readonly tests: TestReport
  /** `null` where there are too many groups and patterns to say. */
  readonly groups: PlannedGroups | null
  /** `null` in a plan that an earlier version of the program has made. */
  readonly roles: PlannedRoles | null
}
