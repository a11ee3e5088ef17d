/** A media type without its parameters but `charset`, in lower case. */
export interface MediaType {
  readonly type: string
  readonly charset: string | undefined
}

/** Reads a `Content-Type` (RFC 9110 §8.3). */
export function parseMediaType(header: string): MediaType {
  const [type = '', ...parameters] = header.toLowerCase().split(';')
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='))
  return { type: type.trim(), charset: charset?.slice('charset='.length).replaceAll('"', '') }
}

/** Whether text in this charset can be read as UTF-8. */
export function isUtf8(charset: string | undefined): boolean {
  return charset === undefined || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii'
}
