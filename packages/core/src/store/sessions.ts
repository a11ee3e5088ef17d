import type { Session, SessionKey } from '../directory/session.ts'

/** Sign-ins to the console, by what authenticates: like a key, a token does not know its organization. */
export interface SessionStore {
  /** The key of a session that has not ended by `now`, whatever the key's own state; none once the key is rotated. */
  find(hash: string, now: string): Promise<SessionKey | undefined>
  /** Also drops those that have ended by then. */
  insert(session: Session): Promise<void>
  delete(hash: string): Promise<void>
}
