import type { Json } from '../scim/resource/resource-data.ts'
import type { HookReader, HookUser } from './contexts.ts'

/** A page of a list in the order of ids: those after `after`, at most `limit`. */
export interface ReaderPage {
  readonly after: string | null
  readonly limit: number
}

/** A user, and what the assignments of one effect say of that user. */
export interface AssignedUser {
  readonly user: HookUser
  readonly values: readonly { readonly [name: string]: Json }[]
}

/**
 * Reads of one organization for an answer to a person: what is committed, and nothing of any other organization.
 * Revoked when the plugin has answered or its time is over: a call after that throws.
 */
export interface DirectoryReader extends HookReader {
  /** Members by id, whether a provider or a person has made them. */
  listUsers(page: ReaderPage): Promise<readonly HookUser[]>
  /** Users that a provider has sent, the newest first. */
  listNewestUsers(limit: number): Promise<readonly HookUser[]>
  /** Users to whom rules, or plugins, assign this effect, by id. */
  listAssigned(effect: string, page: ReaderPage): Promise<readonly AssignedUser[]>
  /** What the assignments of this effect say of one user. */
  listAssignedTo(userId: string, effect: string): Promise<AssignedUser['values']>
  /** Each value that this effect is assigned with, and how many times it is. */
  countAssigned(
    effect: string,
  ): Promise<readonly { readonly value: { readonly [name: string]: Json }; readonly count: number }[]>
  /** A section of the mapping in force, as data; its default where the file lacks it, `undefined` where it has none. */
  readSection(section: string): Promise<Json | undefined>
}

/** What a panel or a route of a plugin knows beside what it is asked. */
export interface AnswerContext {
  readonly organizationId: string
  /** Now (RFC 3339, UTC). */
  readonly now: string
  readonly reader: DirectoryReader
}
