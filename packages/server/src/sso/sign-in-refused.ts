import type { AmbiguousMember } from '@rolecall/core/access/resolve-identity'

const reasons = {
  UNKNOWN_SUBJECT: [404, 'No member of this organization is linked to this subject'],
  AMBIGUOUS_SUBJECT: [
    409,
    'More than one member is linked to this subject; nobody can sign in by it until that is mended',
  ],
  INACTIVE_MEMBER: [403, 'The member is inactive'],
  KEY_SET_UNAVAILABLE: [502, "The issuer's key set can't be read"],
} as const

interface SignInRefusedOptions extends ErrorOptions {
  /** Who has the subject, where several do. */
  readonly members?: readonly AmbiguousMember[]
}

/** A sign-in that can't be resolved to an active member. `code` is stable. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
  readonly code: keyof typeof reasons
  readonly status: number
  readonly members: readonly AmbiguousMember[] | undefined

  constructor(code: keyof typeof reasons, { members, ...options }: SignInRefusedOptions = {}) {
    const [status, message] = reasons[code]
    const names = members?.map(({ emailAddress }) => emailAddress) ?? []
    super(names.length === 0 ? message : `${message}: ${names.join(', ')}`, options)
    this.code = code
    this.status = status
    this.members = members
  }
}
