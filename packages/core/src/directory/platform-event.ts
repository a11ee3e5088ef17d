import type { Cause } from '../plugin/event.ts'
import type { Json } from '../scim/resource/resource-data.ts'

/** What is written down beside every organization: it outlives those that it is about. */
export type PlatformEventType = 'PlatformKeyCreated' | 'PlatformKeyRevoked' | 'OrganizationDeleted'

export interface PlatformEvent {
  /** A UUIDv7: they are in the order of their ids. */
  readonly id: string
  readonly type: PlatformEventType
  /** `platform-keys/<id>`, `organizations/<id>`. */
  readonly subject: string
  readonly time: string
  readonly cause: Cause
  readonly data: { readonly [name: string]: Json }
}
