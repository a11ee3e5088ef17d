import type { Json } from '../scim/resource/resource-data.ts'

/** The kinds of events; every change of facts, grants and roles is one of them. */
export type EventType =
  | 'MemberProvisioned'
  | 'MemberInvited'
  | 'MemberUpdated'
  | 'MemberActivated'
  | 'MemberDeactivated'
  | 'MemberDeleted'
  | 'MemberSignedOut'
  | 'AsyncRequestCompleted'
  | 'GroupCreated'
  | 'GroupUpdated'
  | 'GroupRenamed'
  | 'GroupDeleted'
  | 'GroupBound'
  | 'GroupUnbound'
  | 'GroupMemberAdded'
  | 'GroupMemberRemoved'
  | 'GroupMemberResolved'
  | 'GroupMemberDropped'
  | 'RoleGranted'
  | 'RoleRevoked'
  | 'RoleSuspended'
  | 'RoleResumed'
  | 'RoleHeld'
  | 'RoleReleased'
  | 'OwnerRetained'
  | 'EffectGranted'
  | 'EffectRevoked'
  | 'EffectHeld'
  | 'EffectReleased'
  | 'HoldOpened'
  | 'HoldClosed'
  | 'BreakGlassUsed'
  | 'OrganizationOwnerless'
  | 'OrganizationOwned'
  | 'MappingApplied'
  | 'MappingConfirmed'
  | 'EmailValidated'
  | 'EmailInvalidated'
  | 'IdentityLinked'
  | 'IdentityRelinked'
  | 'IdentityUnlinked'
  | 'IdentityAmbiguous'
  | 'RuleFailed'
  | 'DecisionsPaused'
  | 'DecisionsResumed'
  | 'DifferencesFound'
  | 'FindingRaised'
  | 'FindingCleared'
  | 'TeamCreated'
  | 'TeamUpdated'
  | 'TeamDeleted'
  | 'TeamRolesReplaced'
  | 'SettingsChanged'
  | 'ApiKeyCreated'
  | 'ApiKeyChanged'
  | 'ApiKeyRotated'
  | 'ApiKeyRevoked'
  | 'ClientCreated'
  | 'ClientChanged'
  | 'ClientRevoked'
  | 'ClientCredentialAdded'
  | 'ClientCredentialRevoked'
  | 'SsoConnectionCreated'
  | 'SsoConnectionChanged'
  | 'SsoConnectionDeleted'
  | 'SubscriptionCreated'
  | 'SubscriptionChanged'
  | 'SubscriptionDeleted'
  | 'SubscriptionSwitchedOff'
  | 'EventsReplayed'
  | 'NoticeRaised'
  | 'NoticeCleared'
  | 'OrganizationSuspended'
  | 'OrganizationResumed'
  | AuditOnly

/** The kinds of events that only the audit shows: neither the feed nor a plugin is told of them. */
export type AuditOnly =
  | 'SignedIn'
  | 'SignInFailed'
  | 'SignedOut'
  | 'SignInLinkCreated'
  | 'SignInLinkRevoked'
  | 'PersonSignedIn'
  | 'PersonRefused'
  | 'KeyRefused'
  | 'OrganizationCreated'
  | 'MappingPlanned'
  | 'DirectoryVerified'
  | 'DatabaseMigrated'
  | 'DatabaseBackedUp'
  | 'DatabaseRestored'
  | 'AuditAnchored'
  | 'LogRead'
  | 'AuditRead'
  | 'SubscriptionTested'
  | 'AuditExported'
  | 'AuditVerified'

/** Who or what made a transaction happen. */
export interface Cause {
  readonly kind: 'scim' | 'api' | 'cli' | 'job'
  /** The HTTP request, where there is one. */
  readonly requestId: string | null
  /** The API key that authenticated it, where there is one. */
  readonly keyId: string | null
  /** The sign-in to the console by which that key was used, where it was by one. */
  readonly sessionId?: string
  /** The member who has signed in through a connection, by id. */
  readonly personId?: string
  /** The platform key by which the product that runs Rolecall has done it. */
  readonly platformKeyId?: string
  /** Whose account of the operating system has run the command. */
  readonly operator?: string
  /** Where the request came from, and what its client calls itself. */
  readonly address?: string
  readonly userAgent?: string
  /** The span of the request, where it was traced (W3C Trace Context). */
  readonly traceparent?: string
}

/** An event before it is stored: its place in the log is given by the transaction. */
export interface NewEvent {
  readonly type: EventType
  /** What it is about: `users/<id>`, `groups/<id>`, `teams/<id>`, `mapping/<version>`, … */
  readonly subject: string
  readonly data: { readonly [name: string]: Json }
}

/** An event of the log. Its id `<revision>-<index>` orders strictly within the organization. */
export interface StoredEvent extends NewEvent {
  readonly revision: number
  readonly index: number
  readonly time: string
  readonly cause: Cause
}
