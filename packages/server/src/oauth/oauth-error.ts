/** The words of RFC 6749 §5.2 that this server uses; the last two are for what the client is not to blame for. */
export type OauthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'temporarily_unavailable'
  | 'server_error'

/** A token request that is refused (RFC 6749 §5.2). The description has no letter that must not be in it. */
export class OauthError extends Error {
  override readonly name = 'OauthError'
  readonly code: OauthErrorCode
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: OauthErrorCode,
    description: string,
    {
      headers = {},
      status = 400,
    }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(description)
    this.code = code
    this.status = status
    this.headers = headers
  }
}

/** What the word is for an error that is none of OAuth's own. */
export function toOauthCode(status: number): OauthErrorCode {
  if (status === 429 || status === 503) return 'temporarily_unavailable'
  return status >= 500 ? 'server_error' : 'invalid_request'
}

/** Printable ASCII without quotation marks and backslashes: all that a description may have (RFC 6749 §5.2). */
export function toDescription(text: string): string {
  return text.replaceAll(/["\\]/g, "'").replaceAll(/[^\x20-\x7e]/g, '?')
}
