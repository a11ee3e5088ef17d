import type { InvalidPath, Issue, Mutability } from '../errors.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { ToleranceName, Tolerances } from '../tolerance.ts'
import type { PatchOperation } from './patch-operation.ts'

/** An operation with the path as text and the value as sent. */
export interface RawOperation {
  readonly op: PatchOperation['op']
  readonly path: string
  readonly value: unknown
}

/** A path that names nothing here, or what nobody can change, and the error that it is where nothing else can be done. */
export interface UnknownPath {
  readonly path: string
  readonly error: InvalidPath | Mutability
  readonly why: ToleranceName
}

/** Names that the values of all operations of a message may have: each stands for an operation of its own. */
export const MAX_VALUE_NAMES = 10_000

/** `position` says where in the message; `lenient` leaves out what is unknown or read-only, as without a path. */
export interface PatchContext {
  readonly type: ResourceType
  readonly tolerances: Tolerances
  readonly issues: Issue[]
  /** Paths of operations that may be left out beside others. */
  readonly unknown: UnknownPath[]
  readonly position: string
  readonly lenient: boolean
  /** Names of attributes that the values of operations may still have. */
  readonly namesLeft: { count: number }
}
