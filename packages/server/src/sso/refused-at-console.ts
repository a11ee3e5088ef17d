import type { IdentityResolution } from '@rolecall/core/access/resolve-identity'

/** Why nobody is let in, as the console is told: it has a sentence for each. Codes of people are told to these people alone. */
export const refusalCodes = [
  /** There is no connection at this address that opens the console. */
  'link',
  /** It took too long, was used before, or was begun elsewhere. */
  'ended',
  /** The provider has refused. */
  'provider',
  /** What the provider has answered is not valid. */
  'answer',
  /** The provider can't be asked. */
  'unavailable',
  'unknown',
  'inactive',
  'ambiguous',
  'not-owner',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

interface RefusedOptions extends ErrorOptions {
  /** What the audit gets where the provider has said who it is. */
  readonly subject?: string
}

/** A sign-in to the console that is refused; the message is for the log and the audit. */
export class RefusedAtConsole extends Error {
  override readonly name = 'RefusedAtConsole'
  readonly code: RefusalCode
  readonly subject: string | undefined

  constructor(code: RefusalCode, reason: string, { subject, ...options }: RefusedOptions = {}) {
    super(reason, options)
    this.code = code
    this.subject = subject
  }
}

/** Why a subject leads to nobody who may come in. */
export const resolutionReasons: { readonly [Outcome in Exclude<IdentityResolution['outcome'], 'resolved'>]: string } = {
  unknown: 'no member is linked to this subject through this connection',
  inactive: 'the member is inactive',
  ambiguous: 'several members are linked to this subject',
}

/** Where the browser of somebody goes who was refused; the request id leads to the log. */
export function toRefusedPath(code: RefusalCode, requestId: string): string {
  return `/?${new URLSearchParams({ refused: code, request: requestId }).toString()}`
}
