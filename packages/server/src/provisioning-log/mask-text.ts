/** What stands in the place of a secret. */
export const masked = '[masked]'

/** Our own keys, secrets and tokens of clients, bearer tokens, Basic credentials and JSON Web Tokens, wherever they have been put. Each takes linear time. */
const tokens =
  /rc_[0-9a-z-]{1,64}_[\w-]{16,}|rc[st]_[\w-]{16,}|\bbearer\s+[^\s"]+|\bbasic\s+[\w+/]{16,}=*|eyJ[\w-]{8,}\.[\w-]+\.?[\w-]*/gi

/** The user of a URL and their password. */
const user = /:\/\/[^\s/@:]{1,200}:[^\s/@]{1,200}@/g

/** A text without the tokens in it. */
export function maskText(text: string): string {
  if (text.length < 12) return text
  const shown = text.includes('://') ? text.replace(user, `://${masked}@`) : text
  return shown.replace(tokens, masked)
}
