/** How a file is sent: as it is, or as the build has compressed it. */
export type Encoding = 'br' | 'gzip' | 'identity'

const preferred: readonly Encoding[] = ['br', 'gzip']

/** The smallest of what is there that a client takes (RFC 9110 §12.5.3); `identity` is always there. */
export function chooseEncoding(accepted: string | undefined, available: readonly Encoding[]): Encoding {
  const refused = new Set<string>()
  const taken = new Set<string>()
  for (const part of (accepted ?? '').toLowerCase().split(',')) {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim())
    const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    ;(isRefused ? refused : taken).add(coding)
  }
  const isAccepted = (coding: Encoding) => taken.has(coding) || (taken.has('*') && !refused.has(coding))
  return preferred.find((coding) => available.includes(coding) && isAccepted(coding)) ?? 'identity'
}
