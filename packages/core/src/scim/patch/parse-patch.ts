import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { PatchOperation } from './patch-operation.ts'

/**
 * Parses a PatchOp message (RFC 7644 §3.5.2) for a resource type. Path-less and complex values become
 * one operation an attribute. Throws InvalidSyntax, InvalidPath, InvalidValue (all issues), Mutability, or NoTarget (remove without path).
 */
export declare function parsePatch(type: ResourceType, body: unknown, tolerances: Tolerances): readonly PatchOperation[]
