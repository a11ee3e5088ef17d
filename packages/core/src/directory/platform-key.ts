/** A key of the product that runs Rolecall for its customers, without its secret. It belongs to no organization. */
export interface PlatformKey {
  readonly id: string
  readonly displayName: string
  /** SHA-256 of the whole key, hex. */
  readonly hash: string
  readonly created: string
  /** An instant (RFC 3339, UTC), or `null` for no end. */
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

/** A key as it is shown once: `rp_<id>_<256 random bits, base64url>`. By its form alone it opens no other route. */
export function formatPlatformKey(id: string, secret: Uint8Array): string {
  return `rp_${id}_${Buffer.from(secret).toString('base64url')}`
}

const form = /^rp_([0-9a-z-]{1,64})_[0-9A-Za-z_-]{43}$/

/** The id within a presented key; `undefined` for what is no platform key of ours. */
export function idOfPlatformKey(key: string): string | undefined {
  return form.exec(key)?.[1]
}
