import type { TestReport } from './test-report.ts'
import type { RuleFailure } from './rule-failure.ts'
import type { MappingSource } from './mapping-source.ts'
import type { GrantHold, GrantScope, GrantState } from './grant.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'

/** What a line of a plan says: a role comes, goes, has another reason or end, or its revocation waits for an owner. */
export type GrantLineKind = 'adds' | 'removes' | 'changes' | 'held'

/** Or something beside a role comes, goes or changes (`effects`); or a rule failed for a person, and what it has given stays. */
export type PlanLineKind = GrantLineKind | 'effects' | 'failed'

export const grantLineKinds: readonly GrantLineKind[] = ['adds', 'removes', 'changes', 'held']
export const planLineKinds: readonly PlanLineKind[] = [...grantLineKinds, 'effects', 'failed']

/** A grant without its holder: what many people have in common. */
export interface GrantTemplate {
  readonly scope: GrantScope
  readonly role: string
  readonly ruleId: string
  readonly groupId: string
  readonly mappingVersion: number | null
  readonly hold: GrantHold | null
  readonly expiresAt: string | null
}

/** What the lines of many people have in common, kept once for each plan. */
export type LineTemplate = GrantLineTemplate | EffectLineTemplate | FailedLineTemplate

/** Something that a rule or a plugin says of many people, beside roles. */
export type EffectTemplate = Omit<Assignment, 'subject'>

/** What becomes of it: as of a role. */
export type EffectChange = 'adds' | 'removes' | 'changes' | 'held'

export interface EffectLineTemplate {
  readonly kind: 'effects'
  readonly change: EffectChange
  /** As it will be; `null` where it goes. */
  readonly put: EffectTemplate | null
  /** What goes, or what the same rule says now; `null` where nothing does. */
  readonly deleted: EffectTemplate | null
  /** Whether the person has it no more, by any other rule: then it counts for the brake. */
  readonly lost: boolean
  /** A sentence for people. */
  readonly reason: string
}

/** A rule that failed for everybody of its lines. */
export interface FailedLineTemplate extends Omit<RuleFailure, 'subject'> {
  readonly kind: 'failed'
}

export interface GrantLineTemplate {
  readonly kind: GrantLineKind
  /** The grant as it will be; `null` where it goes. */
  readonly put: GrantTemplate | null
  /** Whether `put` stands already, with another end or hold. */
  readonly stands: boolean
  /** The grant that goes; `null` where none does. */
  readonly deleted: GrantTemplate | null
  readonly memberActive: boolean
  /** Its state afterwards; of one that goes, its state now. */
  readonly state: GrantState
  /** The display name of the group, as it was when the plan was made. */
  readonly group: string | null
  /** A sentence for people. */
  readonly reason: string
}

/** One line: the person, and the number of its template. */
export interface StoredLine {
  readonly userId: string
  readonly userName: string
  readonly template: number
}

/** How many lines of each kind, and how many people they are about. */
export interface PlanSummary {
  readonly people: number
  readonly adds: number
  readonly removes: number
  readonly changes: number
  readonly held: number
  /** What comes, goes or changes beside roles. */
  readonly effects: number
  /** Rules that failed, counted for each person; these people are not among `people` for it. */
  readonly failed: number
}

/** What each code of an obstacle means. */
export const planObstacles = {
  LAST_OWNER: 'The organization would be left without an Owner.',
  MAPPING_REFUSED: 'The mapping has an error in this organization, such as a privileged role given without a group.',
  TESTS_FAILED: 'Tests of the mapping fail; `tests` has what each came to.',
} as const

/** Why a plan can't be applied, as an apply would say it. */
export interface PlanObstacle {
  readonly code: keyof typeof planObstacles
  readonly message: string
}

/** The first of a list, and how many there are. */
export interface Counted<Item> {
  readonly total: number
  readonly first: readonly Item[]
}

/** What a mapping and the groups of the directory have of each other. */
export interface PlannedGroups {
  /** Groups that no entry names. */
  readonly unnamedGroups: Counted<{ readonly id: string; readonly displayName: string }>
  /** Entries that name no group that there is, each with what it says of its group. */
  readonly entriesWithoutGroup: Counted<{ readonly rule: string; readonly line: number; readonly text: string }>
}

/** How many people gain, lose or keep a role by a plan. */
export interface PlannedRole extends Readonly<Record<GrantLineKind, number>> {
  readonly scope: GrantScope
  readonly role: string
  /** Those of `adds` that are in force only when the team, or the role, is there. */
  readonly waits: number
}

/** What becomes of each role. */
export interface PlannedRoles extends Counted<PlannedRole> {
  /** Of all roles together. */
  readonly waits: number
}

/** What a plan came to, beside its lines. */
export interface PlanResult {
  readonly baseVersion: number
  /** The revision of the directory that it was made from. */
  readonly factRevision: number
  readonly summary: PlanSummary
  readonly warnings: readonly Diagnostic[]
  /** What an apply would refuse. */
  readonly errors: readonly PlanObstacle[]
  readonly tests: TestReport
  /** `null` where there are too many groups and patterns to say; absent in a plan of an earlier version of the program. */
  readonly groups?: PlannedGroups | null
  /** Absent in a plan of an earlier version of the program. */
  readonly roles?: PlannedRoles
  readonly templates: readonly LineTemplate[]
  /** `name group state` of each name of the mapping that has a group, as an apply would bind them. */
  readonly bindings: readonly string[]
  /** How many people there were. */
  readonly members: number
}

export type PlanState = 'running' | 'ready' | 'failed'

/** What a plan is made for. */
export interface NewPlan {
  readonly id: string
  readonly created: string
  readonly expiresAt: string
  readonly source: MappingSource
  /** The version that an apply would bring back; `null` for a mapping of its own. */
  readonly rollbackTo: number | null
}

/** A plan as stored, without its lines. */
export interface Plan extends NewPlan {
  readonly state: PlanState
  readonly progress: PlanProgress
  /** `null` until it is ready. */
  readonly result: PlanResult | null
  /** Why it failed, for people; `null` where it has not. */
  readonly failure: string | null
}

/** How many people have been decided, of how many. */
export interface PlanProgress {
  readonly done: number
  readonly total: number
}
