import type { Issue } from '../scim/errors.ts'
import type { PatchOperation } from '../scim/patch/patch-operation.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { Assignment } from './assignment.ts'
import type { RequestContext, TransactionContext } from './contexts.ts'
import type { StoredEvent } from './event.ts'

/** The resource types that providers write. */
export type ResourceTypeName = 'User' | 'Group'

/** A writing request after its JSON was parsed and before it is checked against the schema. */
export type ParsedRequest =
  | {
      readonly operation: 'create' | 'replace'
      readonly resourceType: ResourceTypeName
      readonly body: ResourceData
    }
  | {
      readonly operation: 'patch'
      readonly resourceType: ResourceTypeName
      readonly operations: readonly PatchOperation[]
    }

/** A user that a client wants to create. */
export interface IncomingUser {
  readonly userName: string
  readonly externalId: string | null
  readonly data: ResourceData
}

/** A resource on its way into the database. */
export interface ResourceChange {
  readonly resourceType: ResourceTypeName
  readonly operation: 'create' | 'replace' | 'patch'
  /** `null` for a create. */
  readonly before: ResourceData | null
  readonly after: ResourceData
}

/** A user whose facts changed. */
export interface UserChange {
  readonly userId: string
  readonly user: ResourceData
}

/** The events of one committed transaction. */
export interface CommittedChange {
  readonly organizationId: string
  readonly events: readonly StoredEvent[]
}

/**
 * How the answers of several handlers become one: `reduce` hands each answer to the next handler,
 * `first` takes the first that is not `undefined`, `collect` joins lists, `notify` expects none.
 */
export type HookKind = 'reduce' | 'first' | 'collect' | 'notify'

/** When a hook runs, seen from the write transaction. */
export type HookPhase = 'before' | 'inside' | 'after'

/** What there is to know of a hook point, with sentences for documentation. */
interface HookPoint {
  readonly kind: HookKind
  readonly phase: HookPhase
  readonly input: string
  readonly answer: string
  readonly failure: string
}

/** The one table of hook points. Handlers return answers, they perform nothing. */
export const hookPoints = {
  'request.normalize': {
    kind: 'reduce',
    phase: 'before',
    input: 'a writing request after its JSON was parsed, before it is held against the schema',
    answer: 'the request, rewritten or as it is, at once; each tolerance is named',
    failure: '500; nothing has been read or written',
  },
  'resource.link': {
    kind: 'first',
    phase: 'inside',
    input: 'a user that is to be created and is not known by `userName`',
    answer: '`{ userId }` of a member who was invited by hand, or `undefined`',
    failure: '500; the change is rolled back',
  },
  'resource.derive': {
    kind: 'reduce',
    phase: 'inside',
    input: 'the resource that is to be stored, and the change that it is part of',
    answer: 'the resource to store',
    failure: '500; the change is rolled back',
  },
  'resource.validate': {
    kind: 'collect',
    phase: 'inside',
    input: 'the resource before and after the change',
    answer: 'issues; all of all plugins are answered at once, as 400 `invalidValue`',
    failure: '500; the change is rolled back',
  },
  'change.decide': {
    kind: 'collect',
    phase: 'inside',
    input:
      'a user who was written, has joined or left a group, or is in one that is called otherwise; for a plan, an apply, a verification and its repair everybody',
    answer: 'assignments: desired states that no rule can say',
    failure:
      'of a user who was written: 500; the change is rolled back. A change of groups, a plan, an apply, a verification and a debt go on: what the plugin has given that user stays, and `RuleFailed` says so',
  },
  'change.committed': {
    kind: 'notify',
    phase: 'after',
    input: 'the events of a change that is committed',
    answer: 'nothing; nobody waits for it',
    failure: 'logged; the answer to the request stays what it is',
  },
} as const satisfies Record<string, HookPoint>

export type HookName = keyof typeof hookPoints

/** What the handler of each hook point gets and answers. */
export interface HookHandlers {
  /** Rewrites a parsed request, naming each tolerance. Synchronous. */
  'request.normalize': (request: ParsedRequest, context: RequestContext) => ParsedRequest
  /**
   * Says which member an incoming user is, when it is not known by `userName`. Only one who was invited by hand and whom
   * nobody has provisioned is adopted: any other answer counts as none.
   */
  'resource.link': (
    user: IncomingUser,
    context: TransactionContext,
  ) => Promise<{ readonly userId: string } | undefined> | { readonly userId: string } | undefined
  /** Fills in attributes: answers the resource to store. */
  'resource.derive': (
    resource: ResourceData,
    context: TransactionContext & { readonly change: ResourceChange },
  ) => Promise<ResourceData> | ResourceData
  /** All issues of all plugins are answered at once (400 invalidValue). */
  'resource.validate': (
    change: ResourceChange,
    context: TransactionContext,
  ) => Promise<readonly Issue[]> | readonly Issue[]
  /** Desired states that no rule can say; their source is the plugin's name. */
  'change.decide': (
    change: UserChange,
    context: TransactionContext,
  ) => Promise<readonly Omit<Assignment, 'source'>[]> | readonly Omit<Assignment, 'source'>[]
  /** Told after the commit; a failure is logged and changes nothing. */
  'change.committed': (change: CommittedChange) => Promise<void> | void
}
