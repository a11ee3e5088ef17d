import type {
  AccessToken,
  ClientCredential,
  OauthClient,
  TokenBearer,
  UsedAssertion,
} from '../directory/oauth-client.ts'

/** OAuth clients and their tokens by what authenticates: neither knows its organization. */
export interface ClientStore {
  /** The client of that id, whatever its state. */
  find(id: string): Promise<OauthClient | undefined>
  /** Every credential of the client of that id, whatever its state. */
  listCredentials(clientId: string): Promise<ClientCredential[]>
  /**
   * Stores a token, and at most once a minute notes the use of its credential and drops what has ended by then. `false`, and
   * nothing is stored, where the assertion has been used before. A token without an assertion may be lost with the machine.
   */
  issue(token: AccessToken, assertion: UsedAssertion | null): Promise<boolean>
  /** What the token of that hash stands for, whatever the state of all of that. One trip, as for a key. */
  findBearer(hash: string): Promise<TokenBearer | undefined>
  /** Notes that a token request was refused; never waits for, nor fails, a request. */
  noteRefusal(clientId: string, now: string, reason: string): void
}

/** The clients of one organization, by id. Their keys are inserted and updated as keys. */
export interface ClientReader {
  list(): Promise<OauthClient[]>
  find(id: string): Promise<OauthClient | undefined>
  /** What a token of the organization stands for, by its hash; see ClientStore. */
  findBearer(hash: string): Promise<TokenBearer | undefined>
  /** The credentials of all clients. */
  listCredentials(): Promise<ClientCredential[]>
}

export interface ClientWriter {
  /** Makes a client of a key. */
  insert(client: OauthClient): Promise<void>
  /** With its key, its credentials and its tokens; a key that is no client stays. */
  delete(id: string): Promise<void>
  setTokenLifetime(id: string, seconds: number): Promise<void>
  insertCredential(credential: ClientCredential): Promise<void>
  /** Ends a credential, and with it every token that was issued for it. */
  revokeCredential(id: string, now: string): Promise<void>
}
