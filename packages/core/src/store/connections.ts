import type { FoundConnection, SsoConnection } from '../directory/sso-connection.ts'

/** Connections by what somebody signs in at: the address does not know its organization. */
export interface ConnectionStore {
  find(id: string): Promise<FoundConnection | undefined>
}

export interface ConnectionReader {
  list(): Promise<SsoConnection[]>
  find(id: string): Promise<SsoConnection | undefined>
}

export interface ConnectionWriter {
  insert(connection: SsoConnection): Promise<void>
  /** Writes its name, whether it opens the console, and its secret. */
  update(connection: SsoConnection): Promise<void>
  delete(id: string): Promise<void>
}
