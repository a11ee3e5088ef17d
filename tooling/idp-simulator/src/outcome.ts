import type { ResourceType } from './build-resource.ts'

/** What a request was for. */
export const OUTCOME_KINDS = [
  'test-connection',
  'match',
  'read',
  'create',
  'update',
  'disable',
  'restore',
  'delete',
  'check-manager',
  'set-manager',
  'add-members',
  'remove-members',
  'null-update',
] as const
export type OutcomeKind = (typeof OUTCOME_KINDS)[number]

/** How one request ended, its retries included. */
export interface Outcome {
  readonly kind: OutcomeKind
  readonly resourceType: ResourceType
  /** Of the source object; `null` for the connection test. */
  readonly objectId: string | null
  readonly status: number
  readonly ok: boolean
  readonly error: string | null
  readonly attempts: number
}

/** Why the service left an object alone. */
export interface Skip {
  readonly resourceType: ResourceType
  readonly objectId: string
  readonly reason: string
}

/** "Failure to update a manager or a group member is a reference failure" (Escrow thresholds). */
export function isReference(outcome: Outcome): boolean {
  return REFERENCE_KINDS.has(outcome.kind)
}

const REFERENCE_KINDS: ReadonlySet<OutcomeKind> = new Set([
  'check-manager',
  'set-manager',
  'add-members',
  'remove-members',
])
