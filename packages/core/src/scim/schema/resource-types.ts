import { GROUP } from './group.ts'
import type { ResourceType } from './resource-type.ts'
import { USER } from './user.ts'

/**
 * The resource types that a process serves, by name. Made once at the start and handed down: each part
 * that reads, checks or stores a resource works with these and never with a type of its own.
 */
export interface ResourceTypes {
  readonly User: ResourceType
  readonly Group: ResourceType
}

/** Those of the RFCs: User with the enterprise extension, and Group (RFC 7643 §4). */
export const standardResourceTypes: ResourceTypes = Object.freeze({ User: USER, Group: GROUP })
