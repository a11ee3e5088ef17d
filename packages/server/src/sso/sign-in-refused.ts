const reasons = {
  UNKNOWN_SUBJECT: [404, 'No member of this organization is linked to this subject'],
  AMBIGUOUS_SUBJECT: [
    409,
    'More than one member is linked to this subject; nobody can sign in by it until that is mended',
  ],
  INACTIVE_MEMBER: [403, 'The member is inactive'],
  KEY_SET_UNAVAILABLE: [502, "The issuer's key set can't be read"],
} as const

/** A sign-in that can't be resolved to an active member. `code` is stable. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
  readonly code: keyof typeof reasons
  readonly status: number

  constructor(code: keyof typeof reasons, options?: ErrorOptions) {
    const [status, message] = reasons[code]
    super(message, options)
    this.code = code
    this.status = status
  }
}
