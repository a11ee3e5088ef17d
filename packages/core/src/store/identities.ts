import type { Identity } from '../directory/sso-connection.ts'

export interface IdentityReader {
  ofUsers(userIds: readonly string[]): Promise<Identity[]>
  /** More than one where a subject is ambiguous. */
  findBySubject(connectionIds: readonly string[], subject: string): Promise<Identity[]>
}

export interface IdentityWriter {
  /** A user has at most one identity for each connection. */
  put(identities: readonly Identity[]): Promise<void>
  delete(identities: readonly Identity[]): Promise<void>
}
