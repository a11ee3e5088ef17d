import { isSynced } from './grant.ts'
import type { AuditOnly, Cause, EventType, NewEvent } from '../plugin/event.ts'

/** What an event is about, as the audit sorts it. */
export const auditKinds = [
  'sign-in',
  'key',
  'connection',
  'member',
  'team',
  'settings',
  'mapping',
  'hold',
  'verification',
  'delivery',
  'operation',
  'reading',
] as const

export type AuditKind = (typeof auditKinds)[number]

/** Events that are of the audit whoever has caused them. What a provider sends is in the provisioning log and the feed. */
const kinds: { readonly [Type in EventType]?: AuditKind } = {
  SignedIn: 'sign-in',
  SignInFailed: 'sign-in',
  SignedOut: 'sign-in',
  SignInLinkCreated: 'sign-in',
  SignInLinkRevoked: 'sign-in',
  PersonSignedIn: 'sign-in',
  PersonRefused: 'sign-in',
  BreakGlassUsed: 'sign-in',
  MemberSignedOut: 'sign-in',
  KeyRefused: 'key',
  ApiKeyCreated: 'key',
  ApiKeyChanged: 'key',
  ApiKeyRotated: 'key',
  ApiKeyRevoked: 'key',
  ClientCreated: 'key',
  ClientChanged: 'key',
  ClientRevoked: 'key',
  ClientCredentialAdded: 'key',
  ClientCredentialRevoked: 'key',
  SsoConnectionCreated: 'connection',
  SsoConnectionChanged: 'connection',
  SsoConnectionDeleted: 'connection',
  TeamCreated: 'team',
  TeamUpdated: 'team',
  TeamDeleted: 'team',
  TeamRolesReplaced: 'team',
  SettingsChanged: 'settings',
  MappingPlanned: 'mapping',
  MappingApplied: 'mapping',
  MappingConfirmed: 'mapping',
  DecisionsPaused: 'mapping',
  DecisionsResumed: 'mapping',
  HoldOpened: 'hold',
  HoldClosed: 'hold',
  OrganizationOwnerless: 'member',
  OrganizationOwned: 'member',
  OwnerRetained: 'member',
  DirectoryVerified: 'verification',
  DifferencesFound: 'verification',
  SubscriptionCreated: 'delivery',
  SubscriptionChanged: 'delivery',
  SubscriptionDeleted: 'delivery',
  SubscriptionSwitchedOff: 'delivery',
  EventsReplayed: 'delivery',
  SubscriptionTested: 'delivery',
  OrganizationCreated: 'operation',
  OrganizationSuspended: 'operation',
  OrganizationResumed: 'operation',
  DatabaseMigrated: 'operation',
  DatabaseBackedUp: 'operation',
  DatabaseRestored: 'operation',
  AuditAnchored: 'operation',
  LogRead: 'reading',
  AuditRead: 'reading',
  AuditExported: 'reading',
  AuditVerified: 'reading',
}

/** Events of the audit where somebody did it by hand: by the mapping, one apply has hundreds of thousands. */
const byHand: ReadonlySet<EventType> = new Set<EventType>([
  'RoleGranted',
  'RoleRevoked',
  'MemberInvited',
  'IdentityLinked',
  'IdentityUnlinked',
])

/** Which kind of the audit an event is; `null` for one that it does not show. */
export function toAuditKind({ data, type }: NewEvent, { kind }: Cause): AuditKind | null {
  if (!byHand.has(type)) return kinds[type] ?? null
  const people = kind === 'api' || kind === 'cli'
  return people && !isSynced(data['source']) ? 'member' : null
}

/**
 * Who has done it, in one word: the id of a key (be it by a session), `person:<id>`, `platform:<id>` of a platform key,
 * `operator:<name>` or `server`; `null` for nobody who was known.
 */
export function toActor({ keyId, kind, operator, personId, platformKeyId }: Cause): string | null {
  if (platformKeyId !== undefined) return `platform:${platformKeyId}`
  if (kind === 'cli') return `operator:${operator ?? ''}`
  if (personId !== undefined) return `person:${personId}`
  return kind === 'job' ? 'server' : keyId
}

/** The events that neither the feed nor a plugin is told of. */
const onlyAudit: Readonly<Record<AuditOnly, true>> = {
  SignedIn: true,
  SignInFailed: true,
  SignedOut: true,
  SignInLinkCreated: true,
  SignInLinkRevoked: true,
  PersonSignedIn: true,
  PersonRefused: true,
  KeyRefused: true,
  OrganizationCreated: true,
  MappingPlanned: true,
  DirectoryVerified: true,
  DatabaseMigrated: true,
  DatabaseBackedUp: true,
  DatabaseRestored: true,
  AuditAnchored: true,
  LogRead: true,
  AuditRead: true,
  SubscriptionTested: true,
  AuditExported: true,
  AuditVerified: true,
}

export const auditOnly: readonly string[] = Object.keys(onlyAudit)
