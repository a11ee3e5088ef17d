/** The token of a link that signs in, as it is shown once: `rl_<id>_<256 random bits, base64url>`. It is no API key. */
export function formatSignInLink(id: string, secret: Uint8Array): string {
  return `rl_${id}_${Buffer.from(secret).toString('base64url')}`
}

const form = /^rl_([0-9a-z-]{1,64})_[0-9A-Za-z_-]{43}$/

/** The id within the token of a link; `undefined` for what is none. */
export function idOfSignInLink(token: string): string | undefined {
  return form.exec(token)?.[1]
}
