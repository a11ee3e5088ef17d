import type { SignedOut, SignIn, UsedOnce } from '../directory/sign-in.ts'

/** Sign-ins of people, by what authenticates: like a key, a token does not know its organization. */
export interface SignInStore {
  /** One that has not ended by `now`, whatever the state of its member. */
  find(hash: string, now: string): Promise<SignIn | undefined>
}

export interface SignInWriter {
  /** Also drops those of the organization that have ended by then. */
  insert(signIn: Omit<SignIn, 'organizationId'>): Promise<void>
  /** Ends one; `false` where it has ended before. */
  delete(hash: string): Promise<boolean>
  /** Ends every sign-in of a user; how many there were. */
  endOf(userId: string): Promise<number>
  /** Ends those that match every part that is not `null`, and answers them. */
  end(signedOut: SignedOut): Promise<SignIn[]>
  /** `false` where that has been used before; of two at once one is the first. Also drops what has ended by then. */
  use(once: UsedOnce): Promise<boolean>
}
