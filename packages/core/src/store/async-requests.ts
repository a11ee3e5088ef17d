import type { AsyncRequest } from '../directory/async-request.ts'

export type AsyncRequestKey = Pick<AsyncRequest, 'organizationId' | 'txn'>

/** A claim on the oldest request of an organization: who has it carries it out. */
export interface RequestClaim {
  readonly token: string
  readonly until: string
}

/** Requests that wait to be carried out, across organizations. */
export interface AsyncRequestStore {
  /** Organizations of which any request waits, behind that one, by id. */
  listQueues(after: string, limit: number): Promise<string[]>
  /**
   * The oldest request of the organization, where nobody has claimed it, and where no claim of it ends after `latest`: that was
   * made by a clock that was wrong.
   */
  claim(
    organizationId: string,
    at: { readonly now: string; readonly latest: string },
    claim: RequestClaim,
  ): Promise<AsyncRequest | undefined>
  /** Whether the claim still stands, until then. */
  renew(key: AsyncRequestKey, claim: RequestClaim): Promise<boolean>
  /** Gives a claim back, to be made again from `notBefore` on: it was begun one time less. */
  release(key: AsyncRequestKey, token: string, notBefore: string | null): Promise<void>
}

export interface AsyncRequestReader {
  /** How far a request is; `undefined` for none that waits. */
  find(txn: string): Promise<Pick<AsyncRequest, 'keyId' | 'operations' | 'done'> | undefined>
  /** How many wait, and their bytes. */
  measure(): Promise<{ readonly requests: number; readonly bytes: number }>
}

export interface AsyncRequestWriter {
  insert(request: AsyncRequest): Promise<void>
  /**
   * Writes down, with what they have changed, that so many more of its operations are done; with the last of them it is over.
   * `false` where the claim no longer stands, or somebody has done them: then there is nothing to do.
   */
  advance(request: AsyncRequest, token: string, more: number): Promise<boolean>
}
