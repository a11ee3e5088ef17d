/** Secrets of the installation, which belong to no organization: for what all its servers must be able to check. */
export interface SecretStore {
  /** The secret of this name; the first one who asks for it gives it. Remembered by the process. */
  get(name: string, first: () => Uint8Array): Promise<Uint8Array>
}
