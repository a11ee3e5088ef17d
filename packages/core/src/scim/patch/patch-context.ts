import type { InvalidPath, Issue } from '../errors.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { PatchOperation } from './patch-operation.ts'

/** An operation with the path as text and the value as sent. */
export interface RawOperation {
  readonly op: PatchOperation['op']
  readonly path: string
  readonly value: unknown
}

/** A path that names nothing here, and the error that it is where nothing else can be done. */
export interface UnknownPath {
  readonly path: string
  readonly error: InvalidPath
}

/** `position` says where in the message; `lenient` leaves out what is unknown or read-only, as without a path. */
export interface PatchContext {
  readonly type: ResourceType
  readonly tolerances: Tolerances
  readonly issues: Issue[]
  /** Paths of operations that may be left out beside others. */
  readonly unknown: UnknownPath[]
  readonly position: string
  readonly lenient: boolean
}
