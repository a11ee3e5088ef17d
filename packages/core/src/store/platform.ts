import type { PlatformEvent } from '../directory/platform-event.ts'
import type { PlatformKey } from '../directory/platform-key.ts'
import type { KeysetPage } from './resources.ts'

/** What belongs to no organization: the keys of the product that runs Rolecall, and what outlives an organization. */
export interface PlatformStore {
  /** The key of that id, whatever its state. */
  findKey(id: string): Promise<PlatformKey | undefined>
  /** All of them, by id. */
  listKeys(): Promise<PlatformKey[]>
  /** Stores a key together with the event that says so. */
  insertKey(key: PlatformKey, event: PlatformEvent): Promise<void>
  /** Ends a key together with the event that says so; `false` where there is none of that id, or it was ended before. */
  revokeKey(id: string, event: PlatformEvent): Promise<boolean>
  /** Notes a use; never waits for, nor fails, a request. */
  touchKey(id: string, now: string): void
  /** Those before `after`, the newest first. */
  listEvents(page: KeysetPage): Promise<PlatformEvent[]>
}
