/** What a handler answers; HTTP is made of it in one place. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Text, bytes (a Buffer) and a stream are sent as they are, anything else as JSON; `undefined` for no body. */
  readonly body?: unknown
  /** The media type; by default JSON, under the SCIM path SCIM JSON. */
  readonly type?: string
}
