import type { ApiKeyRecord } from '../directory/api-key.ts'

/** API keys by what authenticates: the only look-up that does not know its organization yet. */
export interface ApiKeyStore {
  /** The key of that id, whatever its state. */
  find(id: string): Promise<ApiKeyRecord | undefined>
  /** Notes a use; never waits for, nor fails, a request. */
  touch(id: string, now: string): void
  /** Notes the provider that a request of the key shows, if none has yet; never waits for, nor fails, a request. */
  noteProvider(id: string, provider: string): void
}

export interface KeyReader {
  list(): Promise<ApiKeyRecord[]>
  find(id: string): Promise<ApiKeyRecord | undefined>
}

export interface KeyWriter {
  insert(key: ApiKeyRecord): Promise<void>
  /** Writes the hash, the expiry and the revocation of an existing key. */
  update(key: ApiKeyRecord): Promise<void>
  /** Deletes the sign-in links that are over by then. */
  dropLinks(now: string): Promise<void>
}
