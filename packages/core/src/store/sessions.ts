import type { Session, SessionKey } from '../directory/session.ts'

/** Sign-ins to the console, by what authenticates: like a key, a token does not know its organization. */
export interface SessionStore {
  /** The key of a session that has not ended by `now`, whatever the key's own state; none once the key is rotated. */
  find(hash: string, now: string): Promise<SessionKey | undefined>
}

/** Sign-ins of the organization: begun and ended together with the event that says so. */
export interface SessionWriter {
  /** Also drops those of the organization that have ended by then. */
  insert(session: Session): Promise<void>
  /** `false` where it has been ended before. */
  delete(hash: string): Promise<boolean>
}
