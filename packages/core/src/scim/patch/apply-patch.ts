import type { ResourceData } from '../resource/resource-data.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { PatchOperation } from './patch-operation.ts'

/** `changed` is false if the data is equal to what it was; then `data` is the very same object. */
export interface PatchResult {
  readonly data: ResourceData
  readonly changed: boolean
}

/** Applies all operations or none (RFC 7644 §3.5.2); the data given is not touched. Throws NoTarget, Mutability, InvalidValue. */
export declare function applyPatch(
  type: ResourceType,
  data: ResourceData,
  operations: readonly PatchOperation[],
  tolerances: Tolerances,
): PatchResult
