/** What the management API answers; each shape is described in `/api/openapi.json`. */

import type { Diagnostic } from './request.ts'

export type Scope = 'scim' | 'organization' | 'organization_read'

export interface Session {
  readonly key: { readonly id: string; readonly displayName: string; readonly scopes: readonly Scope[] }
  readonly organization: { readonly id: string; readonly name: string }
  readonly expiresAt: string
}

export interface SetupCheck {
  readonly name:
    | 'connection'
    | 'first-user'
    | 'external-id'
    | 'external-id-shared'
    | 'email'
    | 'first-group'
    | 'external-id-shared-groups'
    | 'mapping'
  readonly state: 'waiting' | 'attention' | 'done'
  readonly at: string | null
  readonly affected: number
  readonly of: number
  readonly examples: readonly string[]
}

export interface Overview {
  readonly organization: { readonly id: string; readonly name: string }
  readonly tenantUrl: string
  readonly counts: {
    readonly members: number
    readonly groups: number
    readonly teams: number
    readonly unresolvedMembers: number
  }
  readonly owners: number
  readonly mappingVersion: number
  readonly verification: Verification | null
  readonly checks: readonly SetupCheck[]
}

export interface Verification {
  readonly verifiedAt: string
  readonly members: number
  readonly grants: number
  readonly differences: number
  readonly failure: string | null
}

export interface ApiKey {
  readonly id: string
  readonly displayName: string
  readonly scopes: readonly Scope[]
  readonly created: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
  readonly provider: { readonly name: string | null; readonly from: 'chosen' | 'guessed' }
  readonly strict: boolean
  readonly tolerancesOff: readonly string[]
}

/** An identity provider that a plugin speaks for. */
export interface Provider {
  readonly name: string
  readonly title: string
  readonly tolerances: readonly { readonly name: string; readonly summary: string }[]
}

export interface NewApiKey extends ApiKey {
  readonly key: string
}

export interface Member {
  readonly emailAddress: string
  readonly userId: string
  readonly displayName: string | null
  readonly role: string
  readonly status: 'active' | 'inactive'
  readonly emailValidated: boolean
  readonly teams: readonly { readonly teamId: string; readonly role: string; readonly roles: readonly string[] }[]
}

export interface Grant {
  readonly scope: string
  readonly role: string
  readonly source: 'mapping' | 'manual' | 'break-glass'
  readonly state: string
  readonly effective: boolean
  readonly rule: string | null
  readonly group: string | null
  readonly groupId: string | null
  readonly mappingVersion: number | null
  readonly since: string
  readonly expiresAt: string | null
}

export interface Finding {
  readonly code: string
  readonly message: string
  readonly others?: readonly string[]
}

export interface MemberDetail extends Member {
  readonly grants: readonly Grant[]
  readonly findings: readonly Finding[]
}

export interface Group {
  readonly id: string
  readonly displayName: string
  readonly externalId: string | null
  readonly members: number
  readonly unresolved: number
  readonly boundNames: readonly string[]
  readonly created: string
  readonly lastModified: string
}

export interface GroupDetail extends Group {
  readonly findings: readonly Finding[]
}

export interface GroupMember {
  readonly value: string
  readonly type: 'User' | 'Group' | null
  readonly userId: string | null
  readonly emailAddress: string | null
  readonly displayName: string | null
  readonly resolved: boolean
}

export interface TeamSummary {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly parent: string | null
  readonly description: string | null
  readonly people: number
}

export interface TeamRoles {
  readonly 'team-roles': readonly { readonly name: string; readonly description: string }[]
}

export interface PlanLine {
  readonly userId: string
  readonly emailAddress: string
  readonly scope: string
  readonly role: string
  readonly reason: string
}

interface PlanSummary {
  readonly people: number
  readonly adds: number
  readonly removes: number
  readonly changes: number
  readonly held: number
  readonly failed: number
}

/** A rule that failed for a person. */
interface PlanFailure {
  readonly userId: string
  readonly emailAddress: string
  readonly rule: string
  readonly line: number
  readonly reason: string
}

export interface TestReport {
  readonly passed: number
  readonly failed: number
  readonly results: readonly {
    readonly name: string
    readonly line: number
    readonly outcome: 'passed' | 'failed'
    readonly problems: readonly string[]
  }[]
  readonly coverage: { readonly rules: number; readonly covered: number }
}

export type PlanKind = 'adds' | 'removes' | 'changes' | 'held'

export type Plan = Readonly<Record<PlanKind, readonly PlanLine[]>> & {
  readonly planId: string
  readonly baseVersion: number
  readonly summary: PlanSummary
  readonly failed: readonly PlanFailure[]
  readonly warnings: readonly Diagnostic[]
  /** Why it would be refused, such as the loss of the last Owner. */
  readonly errors?: readonly { readonly code: string; readonly message: string }[]
  readonly tests: TestReport
}

export interface Applied {
  readonly version: number
  readonly confirmBy: string | null
}

export interface MappingVersion {
  readonly version: number
  readonly created: string
  readonly author: { readonly displayName: string } | null
  readonly current: boolean
  readonly rollbackTo: number | null
  readonly confirmBy: string | null
  readonly revertsTo: number | null
  readonly revertedBy: number | null
  readonly automatic: boolean
}

export interface MappingVersionDetail extends MappingVersion {
  readonly text: string
  readonly diff: string
}

export interface Hold {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly created: string
  readonly expiresAt: string | null
  readonly subject: string
  readonly reason: string
  readonly lines: readonly {
    readonly userId: string
    readonly emailAddress: string
    readonly scope: string
    readonly role: string
    readonly effect: 'grant' | 'revoke'
    readonly group: string | null
  }[]
  readonly decidedAt: string | null
  readonly decidedBy: string | null
}

export interface LoggedRequest {
  readonly id: string
  readonly time: string
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly outcome: 'success' | 'refused' | 'failed'
  readonly durationMs: number
  readonly keyId: string | null
  readonly provider: string | null
  readonly resourceType: string | null
  readonly resourceId: string | null
  readonly scimType: string | null
  readonly detail: string | null
  readonly tolerances: readonly string[]
  readonly request: unknown
  readonly response: unknown
}

export interface LogSummary {
  readonly requests: number
  readonly failures: number
  readonly ratio: number
  readonly lastRequestAt: string | null
  readonly quarantine: {
    readonly threshold: number
    readonly minimum: number
    readonly at: 'none' | 'watch' | 'danger'
  }
  readonly hours: readonly { readonly from: string; readonly requests: number; readonly failures: number }[]
  readonly tolerances: readonly { readonly name: string; readonly count: number }[]
}
