import type { AmbiguousMember } from '@rolecall/core/access/resolve-identity'

import { signInReasons } from './sign-in-reasons.ts'

interface SignInRefusedOptions extends ErrorOptions {
  /** Who has the subject, where several do. */
  readonly members?: readonly AmbiguousMember[]
}

/** A sign-in that can't be resolved to an active member. `code` is stable. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
  readonly code: keyof typeof signInReasons
  readonly status: number
  readonly members: readonly AmbiguousMember[] | undefined

  constructor(code: keyof typeof signInReasons, { members, ...options }: SignInRefusedOptions = {}) {
    const [status, message] = signInReasons[code]
    const names = members?.map(({ emailAddress }) => emailAddress) ?? []
    super(names.length === 0 ? message : `${message}: ${names.join(', ')}`, options)
    this.code = code
    this.status = status
    this.members = members
  }
}
