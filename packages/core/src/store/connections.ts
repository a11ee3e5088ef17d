import type { SsoConnection } from '../directory/sso-connection.ts'

export interface ConnectionReader {
  list(): Promise<SsoConnection[]>
  find(id: string): Promise<SsoConnection | undefined>
}

export interface ConnectionWriter {
  insert(connection: SsoConnection): Promise<void>
  delete(id: string): Promise<void>
}
